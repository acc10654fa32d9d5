"""Stamped blocks: what a write puts on an image so that it can be recognised again."""

import hashlib
import json

BLOCK = 4096
OBJECT = 4 * 1024 * 1024
EMPTY = bytes(BLOCK)

# Blocks lie in the first and the last HALF objects of an image; the GAP between them stays empty, so
# that one object of it can be held back without any write waiting for it.
HALF, GAP = 8, 16
OBJECTS = HALF + GAP + HALF
SIZE = OBJECTS * OBJECT


def place(number):
    """Where write `number` goes: neighbours lie in other objects, on both sides of the gap."""
    slot = number * 7 % (2 * HALF)
    number_of_object = slot if slot < HALF else slot + GAP
    return number_of_object * OBJECT + (number // (2 * HALF)) * BLOCK


def inherited():
    """Where write 0 is, which clones have from their parent: at the end of each object that others go to."""
    objects = [number for number in range(OBJECTS) if not HALF <= number < HALF + GAP]
    return [number * OBJECT + OBJECT - BLOCK for number in objects]


def places(number):
    """Every place that a write has its block in."""
    return inherited() if number == 0 else [place(number)]


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
