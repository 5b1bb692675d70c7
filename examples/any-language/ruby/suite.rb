# Runs the connector once for each rule. What Braze holds afterwards is looked at by `exec --verify`.
require_relative 'connector'

connector = Connector.new(
  partner_api_key: ENV.fetch('BRAZE_PARTNER_API_KEY'),
  client_secret: ENV.fetch('BRAZE_DATA_IMPORT_KEY')
)

answers = [
  connector.change('added', user_ids: ['cust-1'], device_ids: ['device-3'],
                            aliases: [{ alias_label: 'loyalty_id', alias_name: 'L-2' }]),
  connector.change('removed', user_ids: ['cust-2'], should_remove: true),
  connector.change('unknown', user_ids: %w[cust-1 nobody]),
  connector.change('retried', user_ids: ['cust-2'])
]
abort "not every change was taken: #{answers.join(', ')}" unless answers.all?('201')
