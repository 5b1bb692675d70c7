<?php
foreach (array_slice($argv, 1) as $url) {
    $call = curl_init($url);
    curl_setopt($call, CURLOPT_RETURNTRANSFER, true);
    curl_setopt($call, CURLOPT_HTTPHEADER, ['Authorization: Bearer ' . getenv('BRAZE_REST_API_KEY')]);
    $body = curl_exec($call);
    if ($body === false) {
        echo 'failed: ' . curl_error($call) . "\n";
    } else {
        echo curl_getinfo($call, CURLINFO_HTTP_CODE) . " $body\n";
    }
}
