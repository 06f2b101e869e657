import { once } from 'node:events';
import { createWriteStream } from 'node:fs';

/**
 * Writes a JSON, JSONL or CSV file of deals, as large as asked for.
 *
 * @returns the number of rows
 */
export async function writeDeals(file: string, bytes: number): Promise<number> {
  const format = file.split('.').at(-1) ?? '';
  const out = createWriteStream(file);
  let rows = 0;
  let written = 0;
  const write = async (text: string): Promise<void> => {
    written += text.length;
    if (!out.write(text)) await once(out, 'drain');
  };
  await write(format === 'json' ? '[\n' : format === 'csv' ? `${csvColumns}\n` : '');
  for (; written < bytes; rows++) {
    await write(
      format === 'csv' ? `${csvLine(rows)}\n` : `${rows && format === 'json' ? ',' : ''}${deal(rows)}\n`,
    );
  }
  if (format === 'json') await write(']\n');
  out.end();
  await once(out, 'finish');
  return rows;
}

const note = 'Delivered to the neighbour, who signed for it. '.repeat(2);
const created = (n: number): string => new Date(1_700_000_000_000 + n * 60_000).toISOString();

const deal = (n: number): string =>
  `{"id": ${n + 1}, "custom_id": "ORD-${n + 1}", "name": "Order ${n + 1}", "value": ${n % 1000}.90, "currency": "USD", ` +
  `"status": 2, "created_at": "${created(n)}", "updated_at": "${created(n)}", "order_method": "online", "note": "${note}", ` +
  `"order_products": [{"product_custom_id": "SKU-${n % 50}", "quantity": 2, "value": 19.90, "currency": "USD"}]}`;

const csvColumns = 'id,custom_id,name,value,currency,status,created_at,updated_at,order_method,note';
const csvLine = (n: number): string =>
  `${n + 1},ORD-${n + 1},"Order, no ${n + 1}",${n % 1000}.90,USD,2,${created(n)},${created(n)},online,"${note}"`;
