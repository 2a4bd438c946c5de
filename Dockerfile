# Builds with everything, ships what runs: built processes, the built console and the packages that they need.
FROM node:20-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY . .
RUN npm run build

FROM node:20-slim AS packages
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev

FROM node:20-slim
ENV NODE_ENV=production \
    NODE_OPTIONS=--max-semi-space-size=64 \
    HTTP_HOST=0.0.0.0 \
    HTTP_PORT=3000 \
    PARKS_DIR=/app/parks \
    CONSOLE_DIR=/app/dist/console \
    COFFERDAM_LOCAL=/app/.local
WORKDIR /app
COPY --from=packages /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
COPY package.json ./
COPY libs/cap/schema ./libs/cap/schema
COPY parks ./parks
COPY deploy/app ./deploy/app
RUN mkdir .local && chown node:node .local
USER node
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=6 CMD ["node", "deploy/app/healthcheck.mjs"]
ENTRYPOINT ["deploy/app/entrypoint.sh"]
# One process with every stage. Apart: dist/ingestion, dist/rule-engine, dist/alert-worker, dist/operator-api.
CMD ["node", "dist/station/apps/station/src/main.js"]
