"""Reads a Kinesis record as docs/carrier.md has it, with the standard library alone. By itself, tries all vectors."""
import base64, hashlib, json, pathlib, re

HEAD_BYTES = 2304


def read(record):
    """(outcome, carriers, payload); for each place that can hold one, the carrier or None."""
    found = {b'\x1f\x8b\x08': read_gzip, b'\xf3\x89\x9a': read_kpl}.get(record[:3], read_json)(record)
    found = read_end(record) if found == 'missing' else found
    return (found, [], record) if isinstance(found, str) else ('extracted', *found)


def read_object(text):
    """The carrier that a text begins with, and where it ends; None and 0 where there is none."""
    text = text[:HEAD_BYTES].decode('latin-1') if text.startswith(b'{"traceparent":"') else ''
    try:
        members, end = json.JSONDecoder().raw_decode(text)
    except ValueError:
        return None, 0
    is_time = lambda value: type(value) is int and 1 <= value < 2**53
    is_kept = lambda name, value: is_time(value) if name in ('sentAt', 'createdAt') else isinstance(value, str)
    carrier = {name: value for name, value in members.items() if name != '__proto__' and is_kept(name, value)}
    traceparent = r'00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}'
    is_valid = re.fullmatch(traceparent, carrier.get('traceparent', '')) and 'sentAt' in carrier
    return (carrier, end) if is_valid else (None, 0)


def read_json(record):
    if not (start := re.match(rb'((?:\xef\xbb\xbf)?[ \t\r\n]{0,64}\{)"_otel":(?=\{"traceparent":")', record)):
        return 'missing'
    carrier, length = read_object(record[start.end():HEAD_BYTES])
    behind = re.compile(rb',|(?=[ \t\r\n]{0,64}\})').match(record[:HEAD_BYTES], start.end() + length)
    return ([carrier], start[1] + record[behind.end():]) if carrier and behind else 'invalid'


def read_gzip(record):
    number = lambda at: int.from_bytes(record[at:at + 2], 'little')
    if len(record) < 16 or record[3] & 0b11100110 != 4 or record[12:14] != b'OT' or number(14) + 4 != number(10):
        return 'missing'
    carrier, length = read_object(record[16:HEAD_BYTES])
    payload = record[:3] + bytes([record[3] & ~4]) + record[4:10] + record[16 + length:]
    return ([carrier], payload) if carrier and length == number(14) else 'invalid'


def read_end(record):
    if not record.endswith(b'otel-end'):
        return 'missing'
    length = int.from_bytes(record[-10:-8], 'little')
    before, block = record[:max(0, len(record) - 10 - length)], record[-10 - length:]
    carrier, end = read_object(block[:-10])
    block_length = len(block).to_bytes(4, 'little')
    for head in b'\x8a\xfe\xe0\xff\x07' + write_varint(len(block)), b'\x5a\x2a\x4d\x18' + block_length:
        if carrier and end == length and before.endswith(head):
            return [carrier], before.removesuffix(head)
    return 'invalid'


def read_varint(data, at):
    varint = re.match(rb'[\x80-\xff]{0,9}[\0-\x7f]', data[at:at + 10])[0]
    value = sum((byte & 127) << 7 * place for place, byte in enumerate(varint))
    return (value, at + len(varint)) if value < 2**53 else None


write_varint = lambda value: bytes([value]) if value < 128 else bytes([value % 128 | 128]) + write_varint(value >> 7)


def read_fields(data):
    """(number, wire type, start, start of the value, end) of each field; nothing where the message is malformed."""
    fields, at = [], 0
    try:
        while at < len(data):
            start, (tag, at) = at, read_varint(data, at)
            size, value_at = read_varint(data, at) if tag % 8 in (0, 2) else ({1: 8, 5: 4}[tag % 8], at)
            at = value_at + (size if tag % 8 else 0)
            fields.append((tag // 8, tag % 8, start, value_at, at))
        return fields if at == len(data) and all(field[0] for field in fields) else []
    except (TypeError, KeyError):
        return []


def read_tag(user_record, key):
    """A user record's carrier, or None, and where its last field begins."""
    number, wire_type, start, value_at, end = (read_fields(user_record) or [(0, 0, 0, 0, 0)])[-1]
    tag = user_record[value_at:end] if (number, wire_type) == (4, 2) else b''
    values = {number: tag[begin:end] for number, wire_type, _, begin, end in read_fields(tag) if wire_type == 2}
    carrier, length = read_object(values.get(2, b''))
    return carrier if values.get(1) == key and length == len(values.get(2, b'')) else None, start


def read_envelope(message):
    """The carrier and the payload of an envelope; None for any other aggregate."""
    outer = read_fields(message)
    user_record = message[outer[-1][3]:] if outer else b''
    inner = read_fields(user_record)
    layout = ' '.join(f'{number}:{wire_type}' for number, wire_type, *_ in outer + inner)
    value_of = lambda start: read_varint(user_record, read_varint(user_record, start)[1])[0]
    indexes = [value_of(start) for _, wire_type, start, *_ in inner if wire_type == 0]
    if layout not in ('1:2 3:2 1:0 3:2 4:2', '1:2 2:2 3:2 1:0 2:0 3:2 4:2') or any(indexes):
        return None
    carrier, _ = read_tag(user_record, b'_otelEnvelope')
    return ([carrier], user_record[inner[-2][3]:inner[-2][4]]) if carrier else None


def read_kpl(record):
    message = record[4:-16]
    records = [field for field in read_fields(message) if field[0] == 3]
    is_aggregate = len(record) > 20 and record[3] == 0xc2 and hashlib.md5(message).digest() == record[-16:]
    if is_aggregate and (envelope := read_envelope(message)):
        return envelope
    carriers, payload, copied_to = [], b'', 0
    for _, _, start, value_at, end in records if is_aggregate and all(field[1] == 2 for field in records) else []:
        carrier, tag_at = read_tag(message[value_at:end], b'_otel')
        carriers.append(carrier if message[start:value_at] == b'\x1a' + write_varint(end - value_at) else None)
        if carriers[-1]:
            payload += message[copied_to:start] + b'\x1a' + write_varint(tag_at) + message[value_at:value_at + tag_at]
            copied_to = end
    payload += message[copied_to:]
    return (carriers, record[:4] + payload + hashlib.md5(payload).digest()) if any(carriers) else 'missing'


if __name__ == '__main__':
    files = sorted(pathlib.Path(__file__).parent.glob('*.json'))
    vectors = [vector for file in files for vector in json.loads(file.read_text('utf8'))]
    for vector in vectors:
        outcome, carriers, payload = read(base64.b64decode(vector.get('stamped', vector.get('record'))))
        expected = vector.get('carriers', [vector.get('carrier')] * len(carriers))
        restored = base64.b64decode(vector.get('payload', vector.get('record')))
        assert (outcome, carriers, payload) == (vector.get('outcome', 'extracted'), expected, restored), vector['name']
    print(f'{len(vectors)} vectors read')
