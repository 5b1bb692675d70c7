// What `init` writes. Both work as they stand: the expectations are met by the seed.

export const seedText = `# yaml-language-server: $schema=./node_modules/braze-cohort-emulator/seed.schema.json
#
# What Braze holds before your connector runs. Keys that are left out are made.

workspaces:
  - id: ws_shop
    name: shop
    partners: [hightouch] # the path name of the partner: /partners/hightouch/cohorts
    users:
      - external_id: cust-1
        user_aliases: [{ alias_label: loyalty_id, alias_name: L-1 }]
        attributes: { email: kim@example.test, plan: gold }
      - external_id: cust-2
        device_ids: [device-2]
      - device_ids: [device-3] # anonymous: all that the SDK knows is the device
    cohorts:
      # From an earlier sync. Take it out if your connector creates its cohorts.
      - partner: hightouch
        cohort_id: vip
        name: VIP
        members: [{ external_id: cust-1 }, { device_id: device-3 }]
    # The first request to add members fails; does the connector send it again?
    # faults:
    #   - match: { route: /partners/*/cohorts/users }
    #     effect: { status: 500 }
    #     times: 1
`;

export const expectationsText = `# What Braze is expected to hold after your connector has run. Every mistake is told with file and line.

version: 1
workspace: ws_shop

cohorts:
  - partner: hightouch
    cohort_id: vip
    members: [cust-1, device:device-3] # exactly these; or includes, excludes, size

# segments:
#   - { name: VIPs on gold, size: 1 }

# requests:
#   - { route: /partners/hightouch/cohorts/users, status: 201, at_least: 1 }

no_refusals: true
no_unknown_ids: true
`;
