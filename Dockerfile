# snippetry serve, as nobody in particular. Build: docker build -t snippetry .
# Run: docker run -p 8788:8788 -v ./templates:/srv/templates:ro -v ./data:/srv/data:ro -v ./token.txt:/run/token:ro snippetry
FROM node:24-slim AS build
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts
COPY . .
RUN npm run build
# Of the packages only those that run, and the drivers of databases, which are peers.
RUN npm pkg delete devDependencies scripts.prepare \
  && npm install --ignore-scripts --no-audit --no-fund libsql@0.5 pg@8

FROM node:24-slim
ENV NODE_ENV=production
WORKDIR /srv
COPY --from=build /build/package.json /app/
COPY --from=build /build/dist /app/dist
COPY --from=build /build/node_modules /app/node_modules
USER node
EXPOSE 8788
HEALTHCHECK --interval=30s --timeout=5s --start-period=10s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:8788/healthz').then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
STOPSIGNAL SIGTERM
ENTRYPOINT ["node", "/app/dist/cli.js"]
CMD ["serve", "--no-config", "--host", "0.0.0.0", "--port", "8788", "--data", "/srv/data", "--templates", "/srv/templates", "--token-file", "/run/token"]
