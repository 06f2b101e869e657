/** The door of juice without the part that fetches; the package has types for its main door alone. */
declare module 'juice/client.js' {
  interface JuiceClient {
    (html: string, options: Readonly<Record<string, boolean>>): string;
    readonly codeBlocks: Record<string, { readonly start: string; readonly end: string }>;
  }
  const juice: JuiceClient;
  export default juice;
}
