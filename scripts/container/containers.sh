# Sourced by container-smoke.sh after engine.sh: containers of $image, and one server with $token on $port that keeps its data
# on a volume. buildah has neither entry point nor network nor volumes of its own: a container of its is a folder to run
# commands in.

volume=
spare= # of buildah, for commands beside the server; a new one for each would be a copy of the system
server=
exit_code=

new_container() { # with buildah; prints its name
  local name
  name=$(buildah from --pull-never "$image")
  # As long as the image has a volume there, buildah mounts that one over ours.
  buildah config --volume /data- "$name"
  echo "$name"
}

run_in() { # run_in CONTAINER OPTION… -- COMMAND…, with buildah
  local container=$1 options=()
  shift
  while [ "$1" != -- ]; do options+=("$1") && shift; done
  shift
  buildah run --isolation chroot ${options[@]+"${options[@]}"} "$container" -- "$@"
}

once() { # once OPTION… -- COMMAND…: without the entry point
  local options=()
  while [ "$1" != -- ]; do options+=("$1") && shift; done
  shift
  if [ "$engine" = buildah ]; then
    run_in "$spare" ${options[@]+"${options[@]}"} -- "$@"
  else
    "$engine" run --rm ${options[@]+"${options[@]}"} --entrypoint "$1" "$image" "${@:2}"
  fi
}
in_image() { once -- "$@"; }
on_volume() { once -v "$volume:/data" -- "$@"; }

run_command() { # run_command ARGUMENT…: through the entry point; what it prints on stderr too
  if [ "$engine" = buildah ]; then
    # buildah tells the exit code too.
    in_image sh -c 'exec "$@" 2>&1' sh $(entry_point) "$@" 2>/dev/null
  else
    "$engine" run --rm "$image" "$@" 2>&1
  fi
}
entry_point() { image_config "$image" Entrypoint | node -p 'JSON.parse(fs.readFileSync(0)).join(" ")'; }

prepare() { # makes the volume
  if [ "$engine" = buildah ]; then
    volume=$folder/volume
    install -d -o 1000 -g 1000 "$volume"
    spare=$(new_container)
  else
    volume=$("$engine" volume create)
  fi
}
clean_up() {
  stop_server
  # The folder that stands for the volume goes with $folder.
  if [ -n "$spare" ]; then
    buildah rm "$spare" >/dev/null
  elif [ -n "$volume" ]; then
    "$engine" volume rm "$volume" >/dev/null
  fi
  remove_image "$image"
}

start_server() {
  local options=(-e "BRAZE_EMULATOR_ADMIN_TOKEN=$token" -e "BRAZE_EMULATOR_PORT=$port" -v "$volume:/data")
  if [ "$engine" = buildah ]; then
    server=$(new_container)
    run_in "$server" "${options[@]}" -- $(entry_point) >"$folder/log" 2>&1 &
    job=$!
  else
    server=$("$engine" run -d -p "127.0.0.1:$port:$port" "${options[@]}" "$image")
  fi
}

in_server() { # in_server COMMAND…
  if [ "$engine" = buildah ]; then
    run_in "$server" -e "BRAZE_EMULATOR_PORT=$port" -- "$@"
  else
    "$engine" exec "$server" "$@"
  fi
}

server_log() {
  if [ "$engine" = buildah ]; then cat "$folder/log"; else "$engine" logs "$server"; fi
}

stop_server() { # by SIGTERM; its exit code is in $exit_code
  [ -n "$server" ] || return 0
  if [ "$engine" = buildah ]; then
    # The process is one of this machine's.
    kill -TERM "$(curl -sS "$url/_emulator/v1/health" | node -p 'JSON.parse(fs.readFileSync(0)).pid')" 2>/dev/null
    wait "$job"
    exit_code=$?
    buildah rm "$server" >/dev/null
  else
    "$engine" stop "$server" >/dev/null
    exit_code=$("$engine" inspect --format '{{.State.ExitCode}}' "$server")
    "$engine" rm "$server" >/dev/null
  fi
  server=
}
