#!/bin/sh
# Runs the connector once for each rule. What Braze holds afterwards is looked at by `exec --verify`.
set -e
cd "$(dirname "$0")"

sh sync.sh added '{"user_ids":["cust-1"],"device_ids":["device-3"],"aliases":[{"alias_label":"loyalty_id","alias_name":"L-2"}]}'
sh sync.sh removed '{"user_ids":["cust-2"],"should_remove":true}'
sh sync.sh unknown '{"user_ids":["cust-1","nobody"]}'
sh sync.sh retried '{"user_ids":["cust-2"]}'
