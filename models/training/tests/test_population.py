"""Distances tell a set's own pictures from others, and the file answers like torch."""

from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch")
ort = pytest.importorskip("onnxruntime")

from evlf_train import population as P  # noqa: E402

LISTS = {"brain-tumor": ["glioma", "no tumour"], "lung-ct": ["benign", "malignant"]}


def test_a_picture_far_from_a_sets_own_is_told_apart(tmp_path: Path) -> None:
    rng = np.random.default_rng(3)
    rows, points = [], []
    for s, (name, labels) in enumerate(LISTS.items()):
        for k, label in enumerate(labels):
            centre = np.zeros(1280)
            centre[s * 20 + k * 10 : s * 20 + k * 10 + 10] = 6
            for _ in range(200):
                rows.append({"use_label": name, "labels": [label]})
                points.append(centre + rng.normal(0, 1, 1280))
    model, farthest = P.fit(np.array(points, np.float32), rows, LISTS)
    model.eval()
    with torch.no_grad():
        distance = model(torch.tensor(np.array(points), dtype=torch.float32)).numpy()
    own = np.array([[r["use_label"] == name for name in LISTS] for r in rows])
    assert (distance[own] > np.repeat(farthest, 400)).mean() < 0.02
    assert (distance > np.array(farthest))[~own].mean() > 0.98

    P.export(model, tmp_path / P.FILE)
    session = ort.InferenceSession(str(tmp_path / P.FILE), providers=["CPUExecutionProvider"])
    x = np.array(points[:3], np.float32)
    got = session.run(["distance"], {"embedding": x})[0]
    assert np.allclose(got, distance[:3], rtol=1e-3)
