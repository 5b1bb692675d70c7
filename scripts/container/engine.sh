# Sourced by container-smoke.sh and stand-in-base.sh: one set of functions for docker, podman and buildah. $engine is the one
# that answers `info`, or empty. Those of buildah differ: it has no network of its own here, does not use the entry point, and
# takes a folder of this machine for the volume.

buildah() { command buildah --storage-driver vfs "$@"; }

engine=
for its in docker podman buildah; do
  if type -P "$its" >/dev/null && "$its" info >/dev/null 2>&1; then
    engine=$its
    break
  fi
done

build_image() { # build_image NAME ARGUMENT…
  case $engine in
    docker) docker build -t "$@" . ;;
    podman) podman build --format docker -t "$@" . ;;
    # Without layers: each is a whole copy for this storage driver.
    buildah) buildah build --isolation chroot --format docker --layers=false -t "$@" . ;;
  esac
}

has_image() { # has_image NAME
  case $engine in
    buildah) buildah inspect --type image "$1" ;;
    *) "$engine" image inspect "$1" ;;
  esac >/dev/null 2>&1
}

pull_image() { # pull_image NAME: unless it is there
  has_image "$1" && return
  case $engine in
    buildah) buildah pull "$1" ;;
    *) "$engine" pull "$1" ;;
  esac >/dev/null 2>&1
}

import_folder() { # import_folder FOLDER NAME: makes an image of the files of a system, that runs node as the official one does
  local container
  if [ "$engine" = buildah ]; then
    container=$(buildah from scratch) &&
      buildah add --quiet "$container" "$1" / >/dev/null &&
      buildah config --cmd node --env PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin "$container" &&
      buildah commit --quiet --rm "$container" "$2" >/dev/null
  else
    tar -C "$1" -c . | "$engine" import --change 'CMD ["node"]' - "$2" >/dev/null
  fi
}

image_config() { # image_config NAME FIELD: what the image's configuration says, as JSON
  case $engine in
    buildah) buildah inspect --type image "$1" | field "Docker.config.$2" ;;
    *) "$engine" image inspect "$1" | field "0.Config.$2" ;;
  esac
}
field() { # field PATH: of the JSON on stdin; null where there is none
  node -p 'JSON.stringify(process.argv[1].split(".").reduce((its, name) => its?.[name], JSON.parse(fs.readFileSync(0))) ?? null)' "$1"
}

image_size() { # image_size NAME: of the system in it
  case $engine in
    buildah) buildah images --format '{{.Size}}' "$1" ;;
    *) echo "$(($("$engine" image inspect --format '{{.Size}}' "$1") / 1000000)) MB" ;;
  esac
}

remove_image() { # remove_image NAME
  case $engine in
    buildah) buildah rmi "$1" ;;
    *) "$engine" rmi "$1" ;;
  esac >/dev/null 2>&1
}
