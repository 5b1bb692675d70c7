# The command as an image. docs/guides/containers.md says how to build and use it, scripts/container-smoke.sh tries it.

ARG BASE=node:22-bookworm-slim
# Where the binary of better-sqlite3 cannot be downloaded, npm compiles it. That needs Python and a C++ compiler, as
# node:22-bookworm has them.
ARG BUILD_BASE=${BASE}

FROM ${BUILD_BASE} AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY . .
# Of better-sqlite3 only the compiled module is used. npm leaves the folders of scopes whose packages it has removed.
RUN npm run build \
  && npm prune --omit=dev \
  && rm -rf node_modules/better-sqlite3/deps node_modules/better-sqlite3/src \
  && find node_modules/better-sqlite3/build -type f ! -path '*/build/Release/better_sqlite3.node' -delete \
  && find node_modules -type d -empty -delete

FROM ${BASE}
# A name on the PATH works in every working directory.
RUN ln -s /app/dist/cli/main.js /usr/local/bin/braze-cohort-emulator \
  && mkdir /data \
  && chown 1000:1000 /data
WORKDIR /app
COPY --from=build /app/package.json /app/schema.sql /app/LICENSE ./
COPY --from=build /app/openapi openapi
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/dist dist

# The user "node" of the base image, by its number: so Kubernetes can see that it is not root.
USER 1000:1000
ENV BRAZE_EMULATOR_HOST=0.0.0.0 \
  BRAZE_EMULATOR_DB=/data/emulator.db
VOLUME /data
EXPOSE 27293
HEALTHCHECK --interval=5s --timeout=5s --start-period=30s \
  CMD braze-cohort-emulator wait --timeout 2 --url "http://127.0.0.1:${BRAZE_EMULATOR_PORT:-27293}"
ENTRYPOINT ["braze-cohort-emulator"]
