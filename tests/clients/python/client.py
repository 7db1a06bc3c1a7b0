"""A bureau's system in Python: imports a publicity file, lists, watches and claims deliveries, over mutual TLS.

It is a test and an example. To try it on a running platform:

    python client.py --proto ../../../proto --certificates FOLDER --approval localhost:7101 --supervision localhost:7201 \
        --file licences.csv

It needs grpcio, grpcio-tools and grpcio-status, and prints one line of JSON at the end.
"""

import argparse
import atexit
import json
import pathlib
import shutil
import sys
import tempfile
import uuid

try:
    import grpc
    import grpc_tools
    from google.rpc import error_details_pb2
    from grpc_status import rpc_status
    from grpc_tools import protoc
except ImportError as missing:
    sys.exit(f"client.py: the package {missing.name} is missing; `./just tools` installs it")

CHUNK = 256 * 1024
SENDER, RECIPIENT = "xzspj", "scjgj"


def generate(proto: pathlib.Path) -> None:
    """Generates the clients from the .proto files into a temporary folder, and makes them importable."""
    out = tempfile.mkdtemp(prefix="shenguan-python-")
    atexit.register(shutil.rmtree, out, ignore_errors=True)
    well_known = pathlib.Path(grpc_tools.__file__).parent / "_proto"
    files = [str(file.relative_to(proto)) for file in sorted(proto.rglob("*.proto"))]
    arguments = ["protoc", f"-I{proto}", f"-I{well_known}", f"--python_out={out}", f"--grpc_python_out={out}", *files]
    if protoc.main(arguments) != 0:
        sys.exit("client.py: the .proto files cannot be compiled")
    sys.path.insert(0, out)


class Official(grpc.UnaryUnaryClientInterceptor, grpc.UnaryStreamClientInterceptor, grpc.StreamStreamClientInterceptor):
    """Names the acting official (经办人) in the metadata of every call."""

    def __init__(self, official: str):
        self.metadata = [("x-shenguan-official", official)]

    def _call(self, continuation, details, request):
        return continuation(details._replace(metadata=self.metadata), request)

    intercept_unary_unary = intercept_unary_stream = intercept_stream_stream = _call


def connect(address: str, certificates: pathlib.Path, unit: str, official: str) -> grpc.Channel:
    """A channel as the unit: its certificate says who calls."""
    credentials = grpc.ssl_channel_credentials(
        root_certificates=(certificates / "ca.pem").read_bytes(),
        private_key=(certificates / "units" / f"{unit}.key").read_bytes(),
        certificate_chain=(certificates / "units" / f"{unit}.pem").read_bytes(),
    )
    return grpc.intercept_channel(grpc.secure_channel(address, credentials), Official(official))


def import_file(decisions, messages, file: pathlib.Path):
    """Sends the file in chunks while verdicts come back; gives the summary and how many verdicts came."""

    def parts():
        header = messages.ImportHeader(request_id=str(uuid.uuid4()), file_name=file.name)
        yield messages.ImportDecisionsRequest(header=header)
        content = file.read_bytes()
        for start in range(0, len(content), CHUNK):
            yield messages.ImportDecisionsRequest(chunk=content[start : start + CHUNK])

    verdicts = 0
    for answer in decisions.ImportDecisions(parts(), timeout=60):
        part = answer.WhichOneof("part")
        verdicts += part == "verdict"
        if part == "summary":
            return answer.summary, verdicts
    sys.exit("client.py: the import ended without a summary")


def watch(deliveries, messages, wanted: int):
    """Watches until so many deliveries have come. Whoever is cut off goes on from the last cursor."""
    seen, cursor = {}, ""
    while len(seen) < wanted:
        stream = deliveries.WatchDeliveries(messages.WatchDeliveriesRequest(cursor=cursor), timeout=60)
        for change in stream:
            cursor = change.cursor
            if change.HasField("delivery"):
                seen[change.delivery.id] = change.delivery
            # Cut off on purpose after each, to show how to go on.
            stream.cancel()
            break
    return seen


def list_all(deliveries, messages):
    """Every delivery to the unit, page by page."""
    request, found = messages.ListDeliveriesRequest(page_size=2), []
    while True:
        page = deliveries.ListDeliveries(request, timeout=10)
        found += page.deliveries
        if not page.next_page_token:
            return found
        request.page_token = page.next_page_token


def refusal(call, request) -> dict:
    """What a refused call tells a program and a person."""
    try:
        call(request, timeout=10)
    except grpc.RpcError as error:
        told = {"code": error.code().name}
        for detail in rpc_status.from_call(error).details:
            if detail.Is(error_details_pb2.ErrorInfo.DESCRIPTOR):
                info = error_details_pb2.ErrorInfo.FromString(detail.value)
                told |= {"reason": info.reason, "domain": info.domain, "metadata": dict(info.metadata)}
            elif detail.Is(error_details_pb2.LocalizedMessage.DESCRIPTOR):
                text = error_details_pb2.LocalizedMessage.FromString(detail.value)
                told |= {"locale": text.locale, "text": text.message}
            elif detail.Is(error_details_pb2.BadRequest.DESCRIPTOR):
                wrong = error_details_pb2.BadRequest.FromString(detail.value)
                told["fields"] = [violation.field for violation in wrong.field_violations]
            elif detail.Is(error_details_pb2.PreconditionFailure.DESCRIPTOR):
                failed = error_details_pb2.PreconditionFailure.FromString(detail.value)
                told["articles"] = [violation.subject for violation in failed.violations]
        return told
    sys.exit("client.py: a call that should be refused was answered")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for name, kind in [("proto", pathlib.Path), ("certificates", pathlib.Path), ("file", pathlib.Path)]:
        parser.add_argument(f"--{name}", type=kind, required=True)
    parser.add_argument("--approval", required=True)
    parser.add_argument("--supervision", required=True)
    options = parser.parse_args()
    generate(options.proto)
    from shenguan.approval.v1 import decision_service_pb2, decision_service_pb2_grpc
    from shenguan.exchange.v1 import delivery_service_pb2, delivery_service_pb2_grpc

    sender = connect(options.approval, options.certificates, SENDER, f"{SENDER}-01")
    decisions = decision_service_pb2_grpc.DecisionServiceStub(sender)
    summary, verdicts = import_file(decisions, decision_service_pb2, options.file)

    first, second = (
        delivery_service_pb2_grpc.DeliveryServiceStub(
            connect(options.supervision, options.certificates, RECIPIENT, f"{RECIPIENT}-{number}")
        )
        for number in ("01", "02")
    )
    watched = watch(first, delivery_service_pb2, summary.deliveries)
    listed = list_all(first, delivery_service_pb2)
    claim = delivery_service_pb2.ClaimDeliveryRequest(request_id=str(uuid.uuid4()), id=listed[0].id)
    claimed, repeated = first.ClaimDelivery(claim, timeout=10), first.ClaimDelivery(claim, timeout=10)

    claim.request_id = str(uuid.uuid4())
    outcome = {
        "rows": summary.rows,
        "verdicts": verdicts,
        "deliveries": summary.deliveries,
        "watched": sorted(watched) == sorted(delivery.id for delivery in listed),
        "claimed_by": claimed.delivery.claim.official,
        "same_answer": claimed == repeated,
        "taken": refusal(second.ClaimDelivery, claim),
        "wrong": refusal(second.ClaimDelivery, delivery_service_pb2.ClaimDeliveryRequest(request_id=str(uuid.uuid4()), id="x")),
        "incomplete": refusal(
            decisions.RecordDecision, decision_service_pb2.RecordDecisionRequest(request_id=str(uuid.uuid4()))
        ),
    }
    print(json.dumps(outcome, ensure_ascii=False))


if __name__ == "__main__":
    main()
