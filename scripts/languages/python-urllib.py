import os, sys, urllib.request

for url in sys.argv[1:]:
    request = urllib.request.Request(url, headers={"Authorization": "Bearer " + os.environ["BRAZE_REST_API_KEY"]})
    try:
        with urllib.request.urlopen(request) as answer:
            print(answer.status, answer.read().decode())
    except Exception as error:
        print("failed:", error)
