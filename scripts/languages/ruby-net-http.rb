require 'net/http'

ARGV.each do |url|
  answer = Net::HTTP.get_response(URI(url), { 'Authorization' => "Bearer #{ENV['BRAZE_REST_API_KEY']}" })
  puts "#{answer.code} #{answer.body}"
rescue StandardError => e
  puts "failed: #{e.message}"
end
