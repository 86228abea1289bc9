"""The passphrase of an officer: six words, shown once. It seals the officer's seed (Argon2id, AES-256-GCM).

A word is two syllables of pinyin out of 128 each, that is 14 bits; six words are 84 bits.
"""

import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

WORDS = 6
_SALT_BYTES, _NONCE_BYTES = 16, 12
_MEMORY_KIB = 19_456
_SYLLABLES = """
    ba bai ban bang bao bei ben bian biao bin bing bo bu cai can cang cao ceng chang chao chen cheng chuan
    chun cun dai dan dao deng dian diao ding dong dou duan dun duo fan fang fei fen feng fu gai gan gang gao
    gen geng gong gou gu guan guang gui guo hai han hang hao he hen hong hou hu hua huai huan hui hun huo jia
    jian jiang jiao jing jiu juan jun kai kan kang kao ke kong kou ku kuan kun lai lan lang lei leng liang
    liao lin ling liu long lou lu luan lun luo mai man mao mei men mian miao ming mo mu nan nao neng nian ning
    niu nong nuan pai pan pang pei peng
"""
SYLLABLES = tuple(_SYLLABLES.split())
"""Syllables of pinyin, each once."""


def new_passphrase() -> str:
    """Return six new words."""
    return " ".join(secrets.choice(SYLLABLES) + secrets.choice(SYLLABLES) for _ in range(WORDS))


def seal_seed(seed: bytes, passphrase: str) -> bytes:
    """Return a seed sealed by a passphrase."""
    salt, nonce = secrets.token_bytes(_SALT_BYTES), secrets.token_bytes(_NONCE_BYTES)
    return salt + nonce + AESGCM(_stretched(passphrase, salt)).encrypt(nonce, seed, None)


def open_seed(sealed: bytes, passphrase: str) -> bytes | None:
    """Return the seed, or None if the passphrase is another."""
    salt, rest = sealed[:_SALT_BYTES], sealed[_SALT_BYTES:]
    try:
        return AESGCM(_stretched(passphrase, salt)).decrypt(rest[:_NONCE_BYTES], rest[_NONCE_BYTES:], None)
    except InvalidTag:  # another passphrase: the caller tells it
        return None


def _stretched(passphrase: str, salt: bytes) -> bytes:
    words = " ".join(passphrase.lower().split())
    return Argon2id(salt=salt, length=32, iterations=2, lanes=1, memory_cost=_MEMORY_KIB).derive(words.encode())
