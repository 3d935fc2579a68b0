"""Checks bags after RFC 8493 (BagIt 1.0). Shares nothing with what seals them.

Usage: check_bag.py BAG...; prints one line a problem and exits 1, or nothing and exits 0.
"""

import hashlib
import os
import re
import sys

ALGORITHMS = ("md5", "sha1", "sha256", "sha512")


def read_text(path):
    with open(path, "rb") as handle:
        return handle.read().decode("utf-8")


def lines_of(text):
    lines = re.split("\r\n|\n|\r", text)
    return lines[:-1] if lines and lines[-1] == "" else lines


def walk(folder):
    for parent, folders, files in os.walk(folder):
        for name in folders + files:
            path = os.path.join(parent, name)
            if os.path.islink(path):
                raise ValueError("a link: " + path)
        for name in files:
            yield os.path.relpath(os.path.join(parent, name), folder).replace(os.sep, "/")


def digest(path, algorithm):
    state = hashlib.new(algorithm)
    with open(path, "rb") as handle:
        for piece in iter(lambda: handle.read(65536), b""):
            state.update(piece)
    return state.hexdigest()


def manifest_entries(bag, name, problems):
    entries = {}
    for line in lines_of(read_text(os.path.join(bag, name))):
        found = re.fullmatch(r"([0-9a-fA-F]+)[ \t]+\*?(.+)", line)
        if not found:
            problems.append(name + ": not a manifest line: " + line)
            continue
        path = re.sub("%0[aA]", "\n", found.group(2))
        path = re.sub("%0[dD]", "\r", path)
        path = path.replace("%25", "%")
        if path.startswith("/") or path.startswith("~") or ".." in path.split("/"):
            problems.append(name + ": unsafe path: " + path)
            continue
        if path in entries:
            problems.append(name + ": listed twice: " + path)
        entries[path] = found.group(1).lower()
    return entries


def check_digests(bag, name, algorithm, entries, problems):
    for path, wanted in entries.items():
        where = os.path.join(bag, path)
        if not os.path.isfile(where):
            problems.append(name + ": missing: " + path)
        elif digest(where, algorithm) != wanted:
            problems.append(name + ": another digest: " + path)


def check_bag(bag):
    problems = []
    files = set(walk(bag))
    declaration = os.path.join(bag, "bagit.txt")
    if not os.path.isfile(declaration):
        return ["no bagit.txt"]
    # RFC 8493, 2.1.1: exactly two lines, in this order.
    lines = lines_of(read_text(declaration))
    if lines != ["BagIt-Version: 1.0", "Tag-File-Character-Encoding: UTF-8"]:
        problems.append("bagit.txt is not the declaration of 1.0")
    if not os.path.isdir(os.path.join(bag, "data")):
        problems.append("no payload folder data/")
    payload = {path for path in files if path.startswith("data/")}
    manifests = [f for f in files if re.fullmatch(r"manifest-[a-z0-9]+\.txt", f)]
    if not manifests:
        problems.append("no payload manifest")
    for name in manifests:
        algorithm = name[len("manifest-"):-len(".txt")]
        if algorithm not in ALGORITHMS:
            problems.append("unknown algorithm: " + name)
            continue
        entries = manifest_entries(bag, name, problems)
        check_digests(bag, name, algorithm, entries, problems)
        # 2.1.3: every payload file in every payload manifest, and nothing else.
        for path in payload ^ set(entries):
            problems.append(name + ": not the payload: " + path)
    for name in [f for f in files if re.fullmatch(r"tagmanifest-[a-z0-9]+\.txt", f)]:
        algorithm = name[len("tagmanifest-"):-len(".txt")]
        entries = manifest_entries(bag, name, problems)
        check_digests(bag, name, algorithm, entries, problems)
        # 2.2.1: tag manifests list no payload and no tag manifest, but every payload manifest.
        for path in entries:
            if path.startswith("data/") or path.startswith("tagmanifest-"):
                problems.append(name + ": must not list " + path)
        for path in manifests:
            if path not in entries:
                problems.append(name + ": must list " + path)
    info = os.path.join(bag, "bag-info.txt")
    if os.path.isfile(info):
        check_info(bag, read_text(info), payload, problems)
    return problems


def check_info(bag, text, payload, problems):
    oxum = []
    for line in lines_of(text):
        if line[:1] in (" ", "\t"):
            continue
        found = re.fullmatch(r"([^:]+):[ \t](.*)", line)
        if not found:
            problems.append("bag-info.txt: not a label and value: " + line)
        elif found.group(1).lower() == "payload-oxum":
            oxum.append(found.group(2).strip())
    octets = sum(os.path.getsize(os.path.join(bag, path)) for path in payload)
    if len(oxum) > 1:
        problems.append("bag-info.txt: Payload-Oxum stands twice")
    if oxum and oxum[0] != "%d.%d" % (octets, len(payload)):
        problems.append("bag-info.txt: Payload-Oxum is " + oxum[0])


def main(bags):
    bad = False
    for bag in bags:
        try:
            problems = check_bag(bag)
        except (ValueError, UnicodeDecodeError) as error:
            problems = [str(error)]
        for problem in problems:
            bad = True
            print(bag + ": " + problem)
    return 1 if bad or not bags else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
