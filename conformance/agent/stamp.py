"""Stamped blocks: what a write puts on an image so that it can be recognised again."""

import hashlib
import json

BLOCK = 4096
OBJECT = 4 * 1024 * 1024
EMPTY = bytes(BLOCK)


def place(number, size):
    """Where write `number` goes on an image of `size` bytes: neighbours lie in other objects."""
    objects = size // OBJECT
    return (number * 7 % objects) * OBJECT + (number // objects) * BLOCK


def stamp(image, site, number):
    """The block of write `number`: a length, a JSON header with its checksum, zeros."""
    body = json.dumps({"image": image, "site": site, "write": number}).encode()
    text = hashlib.sha256(body).hexdigest().encode() + body
    return (len(text).to_bytes(4, "big") + text).ljust(BLOCK, b"\0")


def verify(block, image, number):
    """True if `block` is exactly a stamp of that image and number, from whichever site."""
    length = int.from_bytes(block[:4], "big")
    text = block[4 : 4 + length]
    digest, body = text[:64], text[64:]
    if hashlib.sha256(body).hexdigest().encode() != digest or any(block[4 + length :]):
        return False
    header = json.loads(body)
    return header["image"] == image and header["write"] == number
