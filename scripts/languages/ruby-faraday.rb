require 'faraday'

ARGV.each do |url|
  answer = Faraday.get(url, nil, { 'Authorization' => "Bearer #{ENV['BRAZE_REST_API_KEY']}" })
  puts "#{answer.status} #{answer.body}"
rescue StandardError => e
  puts "failed: #{e.message}"
end
