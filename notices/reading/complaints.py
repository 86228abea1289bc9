"""What the parsers of TOML, JSON and YAML complain about, in Chinese."""

_IN_CHINESE = (
    ("Cannot overwrite a value", "同一个键出现了两次"),
    ("stands twice", "同一个键出现了两次"),
    ("Cannot declare", "同一个表名出现了两次"),
    ("Cannot mutate immutable", "花括号中的表不能在别处再加内容"),
    ("Invalid value", "此处不是可用的值；文字须加引号"),
    ("Expected '=' after a key", "键之后缺少等号"),
    ("Expected newline or end of document", "值之后还有多余的内容"),
    ("Unclosed array", "方括号没有闭合，或两项之间缺少逗号"),
    ("Unclosed inline table", "花括号没有闭合，或两项之间缺少逗号"),
    ("Unterminated string", "引号没有闭合"),
    ("Illegal character", "引号没有闭合，或含有不可用的字符"),
    ("Invalid statement", "每行须为“键 = 值”或 [表名]"),
    ("Invalid initial character for a key", "键须由字母、数字、下划线组成"),
    ("at the end of a table declaration", "表名之后缺少方括号"),
    ("at the end of an array declaration", "表名之后缺少两个方括号"),
    ("Unescaped", "文字中的反斜杠须写成两个"),
    ("Expecting value", "此处缺少值，或文字没有加引号"),
    ("Expecting ',' delimiter", "两项之间缺少逗号，或引号没有闭合"),
    ("Expecting ':' delimiter", "键之后缺少冒号"),
    ("Expecting property name", "键须加双引号，或多了一个逗号"),
    ("Invalid control character", "引号没有闭合"),
    ("Extra data", "文末还有多余的内容"),
    ("is not JSON", "含有 JSON 没有的值"),
    ("mapping values are not allowed", "冒号的位置不对，请检查缩进和引号"),
    ("could not find expected ':'", "缺少冒号"),
    ("cannot start any token", "含有不能用于此处的字符，如制表符"),
    ("unexpected end of stream", "引号或括号没有闭合"),
    ("did not find expected", "结构不完整，请检查缩进、括号和引号"),
    ("anchors (&) and aliases (*)", "不接受锚点（&）和引用（*），请写出其值"),
    ("tags (!)", "不接受标签（!）"),
    ("another document", "一个文件只能有一份内容"),
    ("nested too deep", "嵌套过深"),
    ("4300 digits", "有一个数字过长"),
)


def in_chinese(message: str) -> str:
    """Return a parser's message in Chinese, or as it is if it is not known."""
    return next((zh for words, zh in _IN_CHINESE if words in message), message)
