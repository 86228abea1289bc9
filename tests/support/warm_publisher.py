"""Sets one page when it is imported: a fork server that loads it has fonts and templates ready for its publishers."""

from sqlalchemy.orm import configure_mappers

from notices.composition.composition import compose
from notices.rendering.pdf import render_pdf
from tests.support.publishing import invented_content

_CONTENT = invented_content()
configure_mappers()
render_pdf(compose(_CONTENT), canonical_json=_CONTENT.canonical_json())
