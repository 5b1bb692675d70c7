import os, sys, requests

for url in sys.argv[1:]:
    try:
        answer = requests.get(url, headers={"Authorization": "Bearer " + os.environ["BRAZE_REST_API_KEY"]})
        print(answer.status_code, answer.text)
    except Exception as error:
        print("failed:", error)
