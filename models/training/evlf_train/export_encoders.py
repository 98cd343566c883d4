"""ONNX files of the encoders and the grounding head, with a parity check against torch.

disease.onnx  image [b,3,S,S] -> embedding, label_logits, modality_logits, gate_logits,
              region_logits, plane_logits
pixel.onnx    image [b,3,S,S] -> features [b,96,S/8,S/8], features4 [b,24,S/4,S/4]
ground.onnx   features, features4, phrase int64 [b] -> scores [b,N] (sigmoid applied, falling),
              boxes [b,N,4] (x1,y1,x2,y2, fractions of the letterboxed square), N = 1024

Inputs and outputs are float32. Weights are stored in half precision and cast when the session
opens, which halves the files; the full-precision files lie beside them as *.fp32.onnx.
"""

from __future__ import annotations

import json
import math
import warnings
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from . import config as C
from . import data as D
from . import disease_pair, pixel
from .disease_measure import predict
from .disease_net import Disease, offsets
from .disease_pair import Pair
from .pixel_net import Head

OPSET = 17
DISEASE_OUTPUTS = (
    "embedding", "label_logits", "modality_logits", "gate_logits", "region_logits", "plane_logits",
)  # fmt: skip


class DiseaseOut(nn.Module):
    """Disease with a tuple of outputs."""

    def __init__(self, model: Disease | Pair) -> None:
        super().__init__()
        self.model = model

    def forward(self, image: Tensor) -> tuple[Tensor, ...]:
        out = self.model(image)
        return tuple(out[k] for k in DISEASE_OUTPUTS)


class Ground(nn.Module):
    """The KEPT best cells, best first: sigmoid scores and voted boxes clipped to the square.

    Each box becomes the mean of the boxes that overlap it by VOTE or more, weighted by the cube
    of their scores, which places it better than the best cell alone.
    """

    KEPT, VOTE = 1024, 0.6

    def __init__(self, head: Head) -> None:
        super().__init__()
        self.head = head

    def forward(self, features: Tensor, features4: Tensor, phrase: Tensor) -> tuple[Tensor, Tensor]:
        logit, box = self.head(features, features4, phrase)
        score, order = torch.topk(logit.sigmoid(), self.KEPT, dim=1)
        box = torch.gather(box.clamp(0, 1), 1, order.unsqueeze(2).expand(-1, -1, 4))
        x1, y1, x2, y2 = box.split(1, 2)
        wide = (torch.minimum(x2, x2.transpose(1, 2)) - torch.maximum(x1, x1.transpose(1, 2))).clamp(min=0)
        high = (torch.minimum(y2, y2.transpose(1, 2)) - torch.maximum(y1, y1.transpose(1, 2))).clamp(min=0)
        inter = wide * high
        area = (x2 - x1) * (y2 - y1)
        votes = (inter >= self.VOTE * (area + area.transpose(1, 2) - inter)).float()
        weight = votes * (score**3 + 1e-12).unsqueeze(1)
        own = torch.eye(self.KEPT, device=box.device) * 1e-9  # a box without area keeps itself
        weight = weight + own
        return score, torch.matmul(weight, box) / weight.sum(2, keepdim=True)


def write(module: nn.Module, args: tuple[Tensor, ...], path: Path, names: tuple[list[str], list[str]]) -> None:
    """Export one module with a dynamic batch."""
    axes = {n: {0: "batch"} for n in (*names[0], *names[1])}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            module.eval(), args, str(path), input_names=names[0], output_names=names[1],
            dynamic_axes=axes, opset_version=OPSET, dynamo=False,
        )  # fmt: skip


def halve(source: Path, target: Path) -> None:
    """Store float32 weights of 64 numbers or more as float16 with a Cast to float32."""
    import onnx
    from onnx import helper, numpy_helper

    model = onnx.load(str(source))
    graph = model.graph
    casts = []
    for tensor in list(graph.initializer):
        if tensor.data_type != onnx.TensorProto.FLOAT:
            continue
        value = numpy_helper.to_array(tensor)
        if value.size < 64:
            continue
        name = tensor.name
        half = numpy_helper.from_array(value.astype(np.float16), f"{name}.half")
        graph.initializer.remove(tensor)
        graph.initializer.append(half)
        casts.append(
            helper.make_node("Cast", [half.name], [name], f"{name}.cast", to=onnx.TensorProto.FLOAT)
        )
    for node in reversed(casts):
        graph.node.insert(0, node)
    onnx.checker.check_model(model)
    onnx.save(model, str(target))


def widen(source: Path, target: Path) -> None:
    """Undoes `halve`: the stored halves as float32 weights, without the casts. The same numbers, twice the size."""
    import onnx
    from onnx import numpy_helper

    model = onnx.load(str(source))
    graph = model.graph
    names = {n.input[0]: n.output[0] for n in graph.node if n.op_type == "Cast" and n.input[0].endswith(".half")}
    kept = [n for n in graph.node if n.op_type != "Cast" or n.input[0] not in names]
    wide = [
        numpy_helper.from_array(numpy_helper.to_array(t).astype(np.float32), names[t.name]) if t.name in names else t
        for t in graph.initializer
    ]
    del graph.node[:], graph.initializer[:]
    graph.node.extend(kept)
    graph.initializer.extend(wide)
    onnx.checker.check_model(model)
    onnx.save(model, str(target))


def gap(path: Path, feeds: dict[str, np.ndarray], expected: tuple[Tensor, ...]) -> float:
    """Largest absolute difference between the file's outputs and torch's, relative to their scale."""
    import onnxruntime as ort

    out = ort.InferenceSession(str(path), providers=["CPUExecutionProvider"]).run(None, feeds)
    worst = 0.0
    for a, b in zip(out, expected, strict=True):
        b = b.detach().numpy()
        worst = max(worst, float(np.abs(a - b).max() / max(1.0, float(np.abs(b).max()))))
    return worst


def ground_gap(path: Path, feeds: dict[str, np.ndarray], expected: tuple[Tensor, Tensor]) -> float:
    """Like `gap` for the ground file, blind to the order of cells with nearly equal scores.

    The 200 best of torch are each compared with the nearest (score, box) of the file.
    """
    import onnxruntime as ort

    out = ort.InferenceSession(str(path), providers=["CPUExecutionProvider"]).run(None, feeds)
    worst = float(np.abs(np.asarray(out[0]) - expected[0].detach().numpy()).max())
    for scores, boxes, s, b in zip(*out, *(e.detach().numpy() for e in expected), strict=True):
        mine = np.concatenate([np.asarray(scores)[:, None], np.asarray(boxes)], 1)
        for row in np.concatenate([s[:200, None], b[:200]], 1):
            worst = max(worst, float(np.abs(mine - row).max(1).min()))
    return worst


def adjust(cfg: C.Config, store: D.Store) -> None:
    """Shift a set's logits by its training class shares where val macro-F1 gains, cross-fitted.

    The strength is chosen on one half of the groups and measured on the other; it is kept only
    if the measured gain is over 0.004. The shift goes into the bias of the label layer.
    """
    from sklearn.metrics import f1_score

    model, meta = disease_pair.load(cfg.out)
    path = cfg.out / (disease_pair.PAIR if meta["opinion"] else "disease.pt")
    ck = torch.load(path, weights_only=False)
    if ck.get("adjusted"):
        return
    # of a pair, the second opinion's bias moves the score by its weight
    factor = 1 / (meta["opinion"] or 1.0)
    lists = model.lists
    val = [r for r in store.rows["val"] if D.target(r, lists)]
    out = predict(model.to(memory_format=torch.channels_last), store, val, meta["image_size"])
    counts = Counter(t for t in (D.target(r, lists) for r in store.rows["train"]) if t)
    notes: dict[str, Any] = {}
    bias = ck["model"]["label.bias"].clone()
    for name, (a, b) in offsets(lists).items():
        idx = [i for i, r in enumerate(val) if (D.target(r, lists) or ("", 0))[0] == name]
        y = np.array([(D.target(val[i], lists) or ("", 0))[1] for i in idx])
        z = out["label_logits"][idx, a:b]
        share = np.array([math.sqrt(counts[(name, k)]) for k in range(b - a)])
        prior = np.log(share / share.sum())
        fold = np.array([hash_fold(val[i]["group"]) for i in idx])
        taus = (0.0, 0.25, 0.5, 0.75, 1.0)

        def f1(tau: float, keep: np.ndarray, z: np.ndarray = z, y: np.ndarray = y,
               prior: np.ndarray = prior) -> float:  # fmt: skip
            return float(f1_score(y[keep], (z[keep] - tau * prior).argmax(1), average="macro"))

        gains = []
        for side in (0, 1):
            tune, test = fold == side, fold != side
            best = max(taus, key=lambda t: f1(t, tune))
            gains.append(f1(best, test) - f1(0.0, test))
        best = max(taus, key=lambda t: f1(t, np.ones(len(y), bool)))
        if len(y) >= 100 and best > 0 and float(np.mean(gains)) > 0.004:
            bias[a:b] -= torch.tensor(factor * best * prior, dtype=bias.dtype)
            notes[name] = {"tau": best, "gain": float(np.mean(gains))}
    print("logit adjustment:", notes, flush=True)
    ck["model"]["label.bias"] = bias
    ck["adjusted"] = notes or {"none": True}
    torch.save(ck, path)


def hash_fold(group: str) -> int:
    """0 or 1 by group, the same on every machine."""
    import zlib

    return zlib.crc32(group.encode()) % 2


def run(cfg: C.Config) -> None:
    """Write the three files (and their full-precision twins) to OUT/export; skipped when there."""
    folder = cfg.out / "export"
    folder.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(cfg.threads)
    notes: dict[str, Any] = {}
    if not (folder / "disease.onnx").exists() and (cfg.out / "disease.pt").exists():
        adjust(cfg, D.Store(cfg, ("train", "val")))
        model, meta = disease_pair.load(cfg.out)
        size = meta["image_size"]
        x = torch.randn(2, 3, size, size)
        full = folder / "disease.fp32.onnx"
        write(DiseaseOut(model), (x,), full, (["image"], list(DISEASE_OUTPUTS)))
        halve(full, folder / "disease.onnx")
        x = torch.randn(3, 3, size, size)
        expected = DiseaseOut(model)(x)
        for path in (full, folder / "disease.onnx"):
            notes[path.name] = gap(path, {"image": x.numpy()}, expected)
    if not (folder / "ground.onnx").exists() and (cfg.out / "pixel.pt").exists():
        pix, info = pixel.load(cfg.out)
        size = info["image_size"]
        x = torch.randn(2, 3, size, size)
        f8, f4 = pix.encoder(x)
        ids = torch.tensor([0, 1])
        outs = (["image"], ["features", "features4"])
        write(pix.encoder, (x,), folder / "pixel.fp32.onnx", outs)
        head = (["features", "features4", "phrase"], ["scores", "boxes"])
        write(Ground(pix.head), (f8, f4, ids), folder / "ground.fp32.onnx", head)
        halve(folder / "pixel.fp32.onnx", folder / "pixel.onnx")
        halve(folder / "ground.fp32.onnx", folder / "ground.onnx")
        x = torch.randn(3, 3, size, size)
        f8, f4 = pix.encoder(x)
        ids = torch.tensor([2, 0, 1])
        feeds = {"features": f8.detach().numpy(), "features4": f4.detach().numpy(),
                 "phrase": ids.numpy()}  # fmt: skip
        for kind in (".fp32", ""):
            notes[f"pixel{kind}.onnx"] = gap(
                folder / f"pixel{kind}.onnx", {"image": x.numpy()}, (f8, f4)
            )
            notes[f"ground{kind}.onnx"] = ground_gap(
                folder / f"ground{kind}.onnx", feeds, Ground(pix.head)(f8, f4, ids)
            )
    if notes:
        print("largest relative gap to torch:", json.dumps(notes), flush=True)
        (folder / "parity.json").write_text(json.dumps(notes, indent=1))
