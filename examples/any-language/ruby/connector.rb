require 'json'
require 'net/http'

# A small connector, with the standard library alone. Its address is Braze's own, and it cannot be told another.
class Connector
  URL = URI('https://rest.fra-01.braze.eu/partners/hightouch/cohorts/users')
  ATTEMPTS = 3

  def initialize(keys)
    @keys = keys
  end

  # Adds people to a cohort, or removes them. Tries again when Braze fails.
  def change(cohort_id, **cohort_change)
    body = { **@keys, cohort_id: cohort_id, cohort_changes: [cohort_change] }.to_json
    ATTEMPTS.times do
      answer = Net::HTTP.post(URL, body, 'Content-Type' => 'application/json')
      return answer.code if answer.code.to_i < 500
    end
    raise 'Braze fails'
  end
end
