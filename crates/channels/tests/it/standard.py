"""Verifies a webhook with the library of Standard Webhooks; the same arguments as docs/webhooks/verify.py."""

import os
import sys

from standardwebhooks import Webhook, WebhookVerificationError


def main() -> int:
    names = ["webhook-id", "webhook-timestamp", "webhook-signature"]
    headers = dict(zip(names, sys.argv[1:], strict=True))
    try:
        Webhook(os.environ["WEBHOOK_SECRET"]).verify(sys.stdin.buffer.read(), headers)
    except WebhookVerificationError as error:
        print(f"refused: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
