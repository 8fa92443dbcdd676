"""Runs in the rivals' environment: reads a JSON object on standard input, prints one object a picture.

It imports nothing of Dalil. ``detect`` false: the picture is one line, and goes to the recogniser alone,
which does better so. The classifier of angles stays off: it turns numbers round.
"""

import json
import sys
import time

import cv2


def main() -> None:
    asked = json.loads(sys.stdin.read())
    read = {"rapidocr": newest, "rapidocr_onnxruntime": older}[asked["module"]](detect=asked["detect"])
    for path in asked["paths"]:
        picture = cv2.imread(path)
        started = time.process_time()
        texts = read(picture)
        print(json.dumps({"texts": texts, "seconds": time.process_time() - started}), flush=True)


def newest(*, detect: bool):
    """rapidocr 3: PP-OCRv6."""
    from rapidocr import RapidOCR

    threads = {f"EngineConfig.onnxruntime.{part}_op_num_threads": 1 for part in ("intra", "inter")}
    engine = RapidOCR(params={"Global.log_level": "critical", **threads})

    def read(picture) -> list[str]:
        return list(engine(picture, use_det=detect, use_cls=False, use_rec=True).txts or ())

    return read


def older(*, detect: bool):
    """rapidocr-onnxruntime 1: PP-OCRv4."""
    from rapidocr_onnxruntime import RapidOCR

    engine = RapidOCR(intra_op_num_threads=1, inter_op_num_threads=1)

    def read(picture) -> list[str]:
        found, _ = engine(picture, use_det=detect, use_cls=False, use_rec=True)
        return [each[1] if detect else each[0] for each in found or ()]

    return read


if __name__ == "__main__":
    main()
