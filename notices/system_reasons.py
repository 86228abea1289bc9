"""Why the operating system refuses a file, a folder or a port, in both languages: its own words are English only."""

import errno
import socket

Reason = tuple[str, str]
_REASONS: dict[int, Reason] = {
    errno.ENOENT: ("文件或文件夹不存在", "there is no such file or folder"),
    errno.EACCES: ("没有权限", "permission denied"),
    errno.EPERM: ("没有权限", "permission denied"),
    errno.EISDIR: ("是文件夹，不是文件", "it is a folder, not a file"),
    errno.ENOTDIR: ("路径中有一段不是文件夹", "a part of the path is no folder"),
    errno.EEXIST: ("同名文件已存在", "it exists already"),
    errno.ENOTEMPTY: ("文件夹不是空的", "the folder is not empty"),
    errno.ENAMETOOLONG: ("名称过长", "the name is too long"),
    errno.ELOOP: ("符号链接循环", "symbolic links lead in a circle"),
    errno.ENXIO: ("不是普通文件", "it is no ordinary file"),
    errno.ENOSPC: ("磁盘已满", "the disk is full"),
    errno.EDQUOT: ("磁盘配额已用完", "the disk quota is used up"),
    errno.EFBIG: ("文件过大", "the file is too large"),
    errno.EROFS: ("磁盘只读", "the disk is read-only"),
    errno.EIO: ("磁盘读写出错", "the disk failed"),
    errno.EBUSY: ("正被其他程序占用", "another program uses it"),
    errno.ETXTBSY: ("正被其他程序占用", "another program uses it"),
    errno.EMFILE: ("打开的文件过多", "too many files are open"),
    errno.ENFILE: ("打开的文件过多", "too many files are open"),
    errno.EXDEV: ("不在同一磁盘", "it lies on another disk"),
    errno.EADDRINUSE: ("端口已被占用", "the port is in use"),
    errno.EADDRNOTAVAIL: ("本机没有这个地址", "this machine has no such address"),
    errno.EAFNOSUPPORT: ("本机不支持这种地址", "this machine does not know such addresses"),
}


def reason_of(error: OSError) -> Reason:
    """Return the reason of an error of the system; one without words here is told by its number."""
    if isinstance(error, socket.gaierror):
        return "找不到这个主机名", "there is no such host"
    number = error.errno or 0
    return _REASONS.get(number, (f"系统错误{number}", f"system error {number}"))
