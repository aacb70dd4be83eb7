"""Odd documents, each for one kind of fault, with the health that a person should be told; made here, never stored.

What other tools met: structures that point at themselves, lengths that lie, encodings that are none, parts that are
missing, double or in the wrong place. They are mutated by ``fuzz.readers``, beside those of ``tests.hostile``.
"""

from __future__ import annotations

import base64
import io
import struct
import warnings
import zipfile
import zlib

from spbe_checklist.facts.facts import Health
from tests.reading import built

TEXT = "NOTULEN RAPAT\nPembahasan layanan pusat data\n"
WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WHOLE, BROKEN, EMPTY, LOCKED = Health.BAIK, Health.RUSAK, Health.KOSONG, Health.TERKUNCI
NO_READER, WRONG = Health.TIDAK_DIDUKUNG, Health.SALAH_UNDUH

Odd = dict[str, tuple[bytes | str, Health]]
"""Content and expected health by path."""


def odd_documents() -> Odd:
    """All of them."""
    return {
        name: found
        for part in (_pdf, _word, _sheets, _old, _texts, _pictures, _archives)
        for name, found in part().items()
    }


def raw_pdf(*objects: str | bytes, trailer: str = "", pages: str = "2 0 R") -> bytes:
    """A PDF written object by object: 1 is the catalogue; the offsets are right."""
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, content in enumerate((f"<</Type/Catalog/Pages {pages}{trailer}>>", *objects), 1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, content.encode("latin-1") if isinstance(content, str) else content)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    return bytes(out + b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(places) + 1, start))


def stream(content: bytes, more: str = "") -> bytes:
    return b"<</Length %d%b>>\nstream\n%b\nendstream" % (len(content), more.encode(), content)


FONT = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
SAYS = b"BT /F1 12 Tf 60 700 Td (Laporan pusat data dan layanan) Tj ET"


def page(more: str = "", box: str = "0 0 595 842", content: str = "4 0 R") -> str:
    return f"<</Type/Page/Parent 2 0 R/MediaBox[{box}]/Contents {content}/Resources<</Font<</F1 5 0 R>>{more}>>>>"


ONE = "<</Type/Pages/Kids[3 0 R]/Count 1>>"


def _pdf() -> Odd:
    plain = raw_pdf(ONE, page(), stream(SAYS), FONT)
    cut = zlib.compress(SAYS * 90, 0)[:-900]
    packed = zlib.compress(zlib.compress(b" " * 20_000_000))
    deep = [
        f"<</Type/Pages/Parent {max(number - 1, 2)} 0 R/Kids[{number + 1} 0 R]/Count 1>>" for number in range(2, 302)
    ]
    leaf = page(content="303 0 R").replace("2 0 R", "301 0 R", 1).replace("5 0 R", "304 0 R")
    return {
        "salah-letak.pdf": (plain.replace(b"startxref\n", b"startxref\n9"), WHOLE),  # the table is not where it says
        "kepala-surat.pdf": (b"Content-Type: application/pdf\r\n\r\n" + plain, WHOLE),
        "ekor-html.pdf": (plain + b"<html><script>1</script></html>" * 40, WHOLE),
        "dua-sekaligus.pdf": (plain + plain, WHOLE),
        "versi-aneh.pdf": (plain.replace(b"%PDF-1.7", b"%PDF-9.9"), WHOLE),
        "tanpa-halaman.pdf": (raw_pdf("<</Type/Pages/Kids[]/Count 0>>"), BROKEN),
        "jumlah-bohong.pdf": (raw_pdf("<</Type/Pages/Kids[3 0 R]/Count 999999>>", page(), stream(SAYS), FONT), WHOLE),
        "jumlah-negatif.pdf": (raw_pdf("<</Type/Pages/Kids[3 0 R]/Count -5>>", page(), stream(SAYS), FONT), WHOLE),
        "kertas-nol.pdf": (raw_pdf(ONE, page(box="0 0 0 0"), stream(SAYS), FONT), WHOLE),
        "kertas-raksasa.pdf": (raw_pdf(ONE, page(box="0 0 1e9 1e9"), stream(SAYS), FONT), WHOLE),
        "isi-melingkar.pdf": (  # a form that draws itself
            raw_pdf(
                ONE, page("/XObject<</X 6 0 R>>"), stream(b"/X Do " + SAYS), FONT,
                stream(b"/X Do", "/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 6 0 R>>>>"),
            ), WHOLE,
        ),
        "daftar-isi-melingkar.pdf": (
            raw_pdf(ONE, page(), stream(SAYS), FONT, "<</First 7 0 R/Last 7 0 R>>",
                    "<</Title(Bab)/Parent 6 0 R/Next 7 0 R/First 7 0 R>>", trailer="/Outlines 6 0 R"), WHOLE,
        ),
        "lampiran-melingkar.pdf": (
            raw_pdf(ONE, page(), stream(SAYS), FONT, "<</Kids[6 0 R]>>", trailer="/Names<</EmbeddedFiles 6 0 R>>"),
            WHOLE,
        ),
        "formulir-melingkar.pdf": (
            raw_pdf(ONE, page(), stream(SAYS), FONT, "<</T(a)/FT/Tx/Kids[6 0 R]/Parent 6 0 R>>",
                    trailer="/AcroForm<</Fields[6 0 R]>>"), WHOLE,
        ),
        "pohon-dalam.pdf": (raw_pdf(*deep, leaf, stream(SAYS), FONT), WHOLE),
        "menjalankan.pdf": (
            raw_pdf(ONE, page(), stream(SAYS), FONT,
                    trailer="/OpenAction<</S/Launch/F(calc.exe)>>/AA<</WC<</S/JavaScript/JS(app.alert\\(1\\))>>>>"),
            WHOLE,
        ),
        "bom-ganda.pdf": (raw_pdf(ONE, page(), stream(packed, "/Filter[/FlateDecode/FlateDecode]"), FONT), EMPTY),
        "saringan-asing.pdf": (raw_pdf(ONE, page(), stream(SAYS, "/Filter/TidakAda"), FONT), WHOLE),
        "arus-rusak.pdf": (raw_pdf(ONE, page(), stream(cut, "/Filter/FlateDecode"), FONT), WHOLE),
        "teks-sangat-banyak.pdf": (raw_pdf(ONE, page(), stream(SAYS * 900), FONT), WHOLE),
        "tanpa-akar.pdf": (plain.replace(b"/Root 1 0 R", b"/Toor 1 0 R"), BROKEN),
        "hanya-kepala.pdf": (b"%PDF-1.7\n", BROKEN),
    }  # fmt: skip


def _document(body: str) -> str:
    return f"<w:document {WORD}><w:body>{body}</w:body></w:document>"


SAID = _document("<w:p><w:r><w:t>Notulen rapat</w:t></w:r></w:p>")


def word(document: str | bytes = SAID, **parts: str | bytes) -> bytes:
    return built.archive({"[Content_Types].xml": "<Types/>", "word/document.xml": document, **parts})


def relation(kind: str, target: str, mode: str = "") -> str:
    inner = f'<Relationship Id="a" Type="{OFFICE}/{kind}" Target="{target}"{mode}/>'
    return f'<Relationships xmlns="{RELATIONS}">{inner}</Relationships>'


def patched(data: bytes, local: int, central: int, value: int) -> bytes:
    """A zip file in whose every header a 16-bit field has another value."""
    changed = bytearray(data)
    for mark, offset in ((b"PK\x03\x04", local), (b"PK\x01\x02", central)):
        position = changed.find(mark)
        while position >= 0:
            struct.pack_into("<H", changed, position + offset, value)
            position = changed.find(mark, position + 4)
    return bytes(changed)


def twice() -> bytes:
    """A DOCX with two main parts of one name; the last counts."""
    out = io.BytesIO(word(_document("")))
    with warnings.catch_warnings(action="ignore"), zipfile.ZipFile(out, "a") as opened:
        opened.writestr("word/document.xml", SAID)
    return out.getvalue()


def _word() -> Odd:
    rels = "word/_rels/document.xml.rels"
    outside = ' TargetMode="External"'
    nested = "<w:tbl><w:tr><w:tc>" * 300
    return {
        "utf16.docx": (word(('<?xml version="1.0" encoding="UTF-16"?>' + SAID).encode("utf-16")), WHOLE),
        "spasi-di-depan.docx": (word(' \n<?xml version="1.0"?>' + SAID), BROKEN),
        "dua-isi.docx": (twice(), WHOLE),
        "garis-miring.docx": (built.archive({"[Content_Types].xml": "<Types/>", "word\\document.xml": SAID}), WHOLE),
        "bersarang.docx": (word(_document(nested + "</w:tc></w:tr></w:tbl>" * 300)), BROKEN),
        "terputus.docx": (word(SAID[:-30]), BROKEN),
        "menyisipkan-diri.docx": (word(**{rels: relation("aFChunk", "document.xml")}), WHOLE),
        "menunjuk-keluar.docx": (word(**{rels: relation("image", "file:///etc/passwd", outside)}), WHOLE),
        "menunjuk-ke-atas.docx": (word(**{rels: relation("image", "../../../../etc/passwd")}), WHOLE),
        "hubungan-rusak.docx": (word(**{rels: "<Relationships"}), WHOLE),
        "catatan-rusak.docx": (word(**{"word/footnotes.xml": "<w:footnotes"}), WHOLE),
        "sifat-rusak.docx": (word(**{"docProps/core.xml": "<x>&bukan;</x>"}), WHOLE),
        "tanpa-isi.docx": (built.archive({"[Content_Types].xml": "<Types/>", "word/styles.xml": "<a/>"}), BROKEN),
        "terkunci-sebagian.docx": (built.with_flag_encrypted(word()), LOCKED),
        "mampat-asing.docx": (patched(word(), 8, 10, 98), BROKEN),
        "kosong-rapi.docx": (word(_document("<w:p/>")), EMPTY),
        "salindia-hilang.pptx": (
            built.archive({
                "ppt/presentation.xml": "<p/>",
                "ppt/_rels/presentation.xml.rels": relation("slide", "slides/slide9.xml"),
            }), EMPTY,
        ),
        "terkunci.odt": (
            built.odt("<text:p>x</text:p>", manifest="<manifest><encryption-data/></manifest>"), LOCKED,
        ),
        "tanpa-mimetype.odt": (built.archive({"content.xml": "<office/>"}), WHOLE),
        "tanpa-halaman.vsdx": (built.archive({"visio/document.xml": "<a/>"}), EMPTY),
        "tanpa-pratinjau.pages": (built.archive({"Index/Document.iwa": b"x"}), NO_READER),
    }  # fmt: skip


def sheet(cells: str, **parts: str | bytes) -> bytes:
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return built.archive({
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": relation("officeDocument", "xl/workbook.xml"),
        "xl/workbook.xml": f'<workbook xmlns="{space}" xmlns:r="{OFFICE}"><sheets>'
        '<sheet name="A" sheetId="1" r:id="a"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": relation("worksheet", "worksheets/sheet1.xml"),
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{space}"><sheetData>{cells}</sheetData></worksheet>',
        **parts,
    })  # fmt: skip


def _sheets() -> Odd:
    said = '<row r="1"><c r="A1" t="inlineStr"><is><t>Daftar aset</t></is></c></row>'
    laughs = (
        '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><sst><si><t>&b;</t></si></sst>'
    )
    return {
        "tanggal-mustahil.xlsx": (sheet('<row r="1"><c r="A1" s="1"><v>1e308</v></c></row>'), WHOLE),
        "angka-teks.xlsx": (sheet('<row r="1"><c r="A1"><v>bukan angka</v></c></row>'), WHOLE),
        "indeks-jauh.xlsx": (sheet('<row r="1"><c r="A1" t="s"><v>99999</v></c></row>'), BROKEN),
        "entitas.xlsx": (sheet(said, **{"xl/sharedStrings.xml": laughs}), BROKEN),
        "baris-mundur.xlsx": (sheet(said.replace('r="1"', 'r="9"') + said), WHOLE),
        "alamat-salah.xlsx": (sheet('<row r="1"><c r="1A"><v>5</v></c></row>'), BROKEN),
        "lembar-hilang.xlsx": (sheet(said, **{"xl/worksheets/sheet1.xml": ""}), BROKEN),
        "lembar-terputus.xlsx": (sheet(said + "<row"), BROKEN),
        "gambar-hilang.xlsx": (
            sheet(said, **{"xl/worksheets/_rels/sheet1.xml.rels": relation("drawing", "../drawings/tidak-ada.xml")}),
            WHOLE,
        ),
        "nol-di-tengah.csv": ("Nama;Nilai\nAset\x00\x00;1\n" + "Pusat data;2\n" * 9, WHOLE),
    }  # fmt: skip


def _old() -> Odd:
    whole = built.doc("Keputusan Bupati Contoh")
    main = bytearray(2048)
    struct.pack_into("<HII", main, 0x00, 0xA5EC, 0, 0)
    struct.pack_into("<II", main, 0x1A2, 0xFFFFFF, 0x7FFFFFFF)
    directory = 512 + 512 * struct.unpack_from("<I", whole, 48)[0]
    child = bytearray(whole)
    struct.pack_into("<III", child, directory + 128 + 68, 1, 1, 1)  # an entry that is its own neighbour
    return {
        "daftar-melingkar.doc": (bytes(child), BROKEN),
        "potongan-jauh.doc": (built.ole({"WordDocument": bytes(main), "0Table": b"x"}), BROKEN),
        "tanpa-tabel.doc": (built.ole({"WordDocument": bytes(main[:400])}), BROKEN),
        "rekaman-panjang.ppt": (built.ole({"PowerPoint Document": struct.pack("<HHI", 15, 1000, 0xFFFFFFFF)}), EMPTY),
        "gambar-bohong.ppt": (
            built.ppt(["Peta Rencana"], pictures=struct.pack("<HHI", 0x6E00, 0xF01E, 0xFFFFFF) + b"x" * 99), WHOLE,
        ),
        "rekaman-panjang.xls": (built.ole({"Workbook": struct.pack("<HHI", 0x809, 0xFFFF, 0x50600)}), BROKEN),
        "tanpa-sifat.msg": (built.ole({"__substg1.0_0037001F": "Undangan".encode("utf-16-le")}), WHOLE),
        "hanya-kepala.doc": (whole[:512], BROKEN),
        "panjang-bohong.p7m": (b"\x30\x84\xff\xff\xff\xff\x06\x09*\x86H\x86\xf7\r\x01\x07\x02", NO_READER),
    }  # fmt: skip


def _texts() -> Odd:
    mail = "From: a@contoh.invalid\r\nMIME-Version: 1.0\r\nSubject: {0}\r\nContent-Type: {1}\r\n\r\n{2}"
    blanks = zlib.compress(b" " * 1_000_000)[2:-4]
    nested = "".join(f'Content-Type: multipart/mixed; boundary="b{n}"\r\n\r\n--b{n}\r\n' for n in range(40))
    return {
        "bin-panjang.rtf": (r"{\rtf1\ansi Notulen \bin999999999 rapat}", WHOLE),
        "huruf-terbelah.rtf": (r"{\rtf1\ansi\uc1 Notulen \u-10179?\u99999999999? rapat}", WHOLE),
        "sandi-bohong.html": ("<html><meta charset=utf-16><body><p>Notulen rapat</body></html>", WHOLE),
        "entitas-raksasa.html": ("<html><body><p>Notulen &#99999999999; &#xD800; &tiada; rapat</body></html>", WHOLE),
        "banyak-atribut.html": ("<html><body " + "a=1 " * 50_000 + "><p>Notulen</body></html>", WHOLE),
        "tidak-ditutup.html": ("<html><body><script>" + "x" * 5_000, EMPTY),
        "bersarang.eml": (mail.format("Rapat", "multipart/mixed; boundary=b", "--b\r\n" + nested), WHOLE),
        "tanpa-batas.eml": (mail.format("Rapat", "multipart/mixed", "isi"), WHOLE),
        "sandi-asing.eml": (mail.format("=?x-tiada?Q?=FF=FE?=", "text/plain; charset=x-tiada", "Undangan"), WHOLE),
        "base64-rusak.eml": (
            mail.format("Rapat", 'text/plain\r\nContent-Transfer-Encoding: base64', "!!!!===="), WHOLE,
        ),
        "hanya-tanda.txt": (b"\xef\xbb\xbf", EMPTY),
        "hanya-spasi.txt": (" \n\t" * 500, EMPTY),
        "utf8-rusak.txt": (b"Notulen rapat \xc0\xaf \xed\xa0\x80 pusat data\n" + TEXT.encode() * 3, WHOLE),
        "utf16-ganjil.txt": (TEXT.encode("utf-16-le")[:-1], WHOLE),
        "baris-tunggal.txt": ("notulen " * 20_000, WHOLE),
        "kendali.txt": ("Notulen\x1b[2J\x08\x07 rapat\n" + TEXT * 9, WHOLE),
        "mampat.drawio": (
            f"<mxfile><diagram>{base64.b64encode(blanks).decode()}</diagram></mxfile>", EMPTY,
        ),
        "skrip.svg": ('<svg xmlns="http://www.w3.org/2000/svg"><script>x(1)</script><text>Alur</text></svg>', WHOLE),
        "dalam.gdoc": ('{"a":' * 50_000, Health.PINTASAN),
        "tanpa-alamat.url": ("[InternetShortcut]\n", Health.PINTASAN),
        "jawaban.docx": ('{"error": {"code": 403}}', WRONG),
        "penunjuk.xlsx": ("version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 9\n", WRONG),
    }  # fmt: skip


def _pictures() -> Odd:
    png, jpeg = built.picture("PNG", (300, 300)), built.picture("JPEG", (300, 300))
    tiff = struct.pack("<2sHIHHHII", b"II", 42, 8, 0xFFFF, 256, 4, 1, 300)
    return {
        "tanpa-akhir.png": (png[:-12], WHOLE),
        "ukuran-nol.png": (built.png_claiming(0, 5), BROKEN),
        "hanya-kepala.png": (png[:20], BROKEN),
        "terpotong.jpg": (jpeg[:-20], WHOLE),
        "bagian-nol.jpg": (b"\xff\xd8\xff\xe0\x00\x00" + jpeg[20:], BROKEN),
        "ukuran-nol.gif": (b"GIF89a" + bytes(20), BROKEN),
        "tegak-terbalik.bmp": (b"BM" + bytes(12) + struct.pack("<IiiHHI", 40, 300, -300, 1, 24, 0) + bytes(30), WHOLE),
        "daftar-panjang.tiff": (tiff, BROKEN),
        "daftar-jauh.tiff": (struct.pack("<2sHI", b"II", 42, 0xFFFFFFF0), BROKEN),
        "ukuran-bohong.webp": (built.picture("WEBP", (300, 300)) + b"x", WHOLE),
        "tanpa-ukuran.heic": (b"\x00\x00\x00\x18ftypheic" + bytes(40), BROKEN),
    }  # fmt: skip


def _archives() -> Odd:
    whole = built.archive({"a.txt": TEXT})
    return {
        "komentar.zip": (whole[:-2] + struct.pack("<H", 65_535) + b"x" * 65_535, WHOLE),
        "di-belakang-program.zip": (b"PK\x03\x04" + bytes(200) + whole, WHOLE),
        "nama-sama.zip": (built.archive({"A.txt": TEXT, "a.txt": TEXT, "a.TXT": TEXT}), WHOLE),
        "jumlah-bohong.zip": (whole[:-12] + b"\xff\xff" + whole[-10:], WHOLE),
        "mampat-asing.zip": (patched(whole, 8, 10, 98), WHOLE),
        "kosong-rapi.zip": (built.archive({}), EMPTY),
        "hanya-folder.zip": (built.archive({"a/": b"", "a/b/": b""}), EMPTY),
        "sumber-rusak.rar": (b"Rar!\x1a\x07\x01\x00" + bytes(9), NO_READER),
        "akhir-hilang.gz": (b"\x1f\x8b\x08" + bytes(20), NO_READER),
    }
