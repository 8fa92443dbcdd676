"""Dalil (دليل): from a leaked mass archive of photographs and papers to names, evidence and answers."""

import os

__version__ = "0.1.0"

# onnxruntime keeps a device id and queues usage data unless this is set before it is first imported. Nothing
# of ours may connect (SECURITY.md, promise 8).
os.environ["ORT_DISABLE_TELEMETRY"] = "1"
