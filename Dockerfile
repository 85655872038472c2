# The image of Stagedoor. All data lies in the volume /data; nothing else is written, and nothing runs as root.
#
#   docker build -t stagedoor .
#   docker run --rm -v stagedoor:/data -v "$PWD":/chats:ro stagedoor scan /chats/chat.jsonl

FROM python:3.11-slim AS build
WORKDIR /src
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
# the build's own tools, pinned with hashes like all else; they stay behind in this stage
COPY requirements-dev.lock ./
RUN pip install --quiet --require-hashes -r requirements-dev.lock
COPY requirements.lock ./
RUN python -m venv /opt/stagedoor \
 && /opt/stagedoor/bin/pip install --quiet --require-hashes -r requirements.lock
COPY . .
RUN pip wheel --quiet --no-deps --no-build-isolation --wheel-dir /wheels . \
 && /opt/stagedoor/bin/pip install --quiet --no-deps --no-index /wheels/*.whl \
 && /opt/stagedoor/bin/pip uninstall --quiet --yes pip

FROM python:3.11-slim
RUN useradd --uid 10001 --create-home --shell /usr/sbin/nologin stagedoor \
 && install --directory --owner stagedoor --group stagedoor --mode 0700 /data
COPY --from=build /opt/stagedoor /opt/stagedoor
ENV PATH=/opt/stagedoor/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    STAGEDOOR_DATA_DIR=/data
USER stagedoor
WORKDIR /data
VOLUME /data
# that the program and every library of it can be loaded; `stagedoor doctor` takes this over once it exists
HEALTHCHECK --interval=5m --timeout=20s --start-period=20s CMD ["python", "-c", "import bot.cli"]
ENTRYPOINT ["stagedoor"]
CMD ["--help"]
