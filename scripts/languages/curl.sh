# With each address: prints a line with status and body, or with the failure.
for url in "$@"; do
  if answer=$(curl -sS -w '%{http_code}' -H "Authorization: Bearer $BRAZE_REST_API_KEY" "$url" 2>&1); then
    printf '%s %s\n' "${answer#"${answer%???}"}" "${answer%???}"
  else
    printf 'failed: %s\n' "$answer" | tr '\n' ' '
    echo
  fi
done
