"""A server on this machine that speaks ListenBrainz's API as its documentation says, with the faults of a network."""
import hashlib
import http.server
import json
import threading
import urllib.parse
import uuid

TOKEN, USER = '0a1b2c3d-1111-2222-3333-444455556666', 'me'
FIRST = 1_033_430_400


def msid(metadata):
    """One id for each spelling."""
    text = '|'.join(str(metadata.get(key, '')) for key in ('artist_name', 'track_name', 'release_name'))
    return str(uuid.UUID(hashlib.md5(text.encode()).hexdigest()))


class ListenBrainz:
    """`faults`: what the next requests meet, in order: a number (a status), or a function of the handler that answers by itself, or None (nothing).
    `mapping`: ids that the server guesses, by title."""

    def __init__(self):
        self.listens = {}   # (listened_at, msid) -> metadata
        self.feedback = {}  # (mbid, msid) -> (score, created)
        self.faults, self.requests, self.batches, self.mapping = [], [], [], {}
        self.lock = threading.Lock()
        self.sent = threading.Event()
        self.hold = None  # an Event: answers to submissions wait for it, after the listens are kept
        self.held = threading.Event()
        self.start(0)

    def start(self, port):
        outer = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = 'HTTP/1.1'

            def log_message(self, *_):
                pass

            def do_GET(self):
                outer.answer(self, b'')

            def do_POST(self):
                outer.answer(self, self.rfile.read(int(self.headers.get('Content-Length', 0))))

        self.server = http.server.ThreadingHTTPServer(('127.0.0.1', port), Handler)
        self.server.daemon_threads = True
        self.server.handle_error = lambda *_: None  # who was killed hangs up
        self.port = self.server.server_address[1]
        self.root = f'http://127.0.0.1:{self.port}'
        self.thread = threading.Thread(target=self.server.serve_forever, kwargs={'poll_interval': 0.02}, daemon=True)
        self.thread.start()

    def stop(self):
        """It can't be reached any more; start(port) brings it back."""
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()

    def add(self, at, title, artist='Artist', album='Album', **more):
        metadata = {'artist_name': artist, 'track_name': title, 'release_name': album, 'additional_info': more}
        self.listens[at, msid(metadata)] = metadata

    def love(self, mbid=None, msid=None, score=1, created=1_700_000_000):
        self.feedback[mbid, msid] = (score, created)

    def answer(self, handler, body):
        url = urllib.parse.urlsplit(handler.path)
        query = dict(urllib.parse.parse_qsl(url.query))
        with self.lock:
            self.requests.append((handler.command, handler.path, dict(handler.headers)))
            fault = self.faults.pop(0) if self.faults else None
        if callable(fault):
            return fault(handler)
        if fault is not None:
            status, headers = fault if isinstance(fault, tuple) else (fault, {})
            return self.say(handler, status, {'code': status, 'error': 'fault'}, headers)
        parts = [urllib.parse.unquote(each) for each in url.path.strip('/').split('/')]
        if handler.command == 'POST':
            if handler.headers.get('Authorization') != f'Token {TOKEN}':
                return self.say(handler, 401, {'code': 401, 'error': 'Invalid authorization token.'})
            document = json.loads(body)
            if parts == ['1', 'submit-listens']:
                error = self.take(document, len(body))
                if error is None and self.hold is not None:
                    self.held.set()
                    self.hold.wait(60)
            elif parts == ['1', 'feedback', 'recording-feedback']:
                error = self.judge(document)
            else:
                return self.say(handler, 404, {'code': 404, 'error': 'not found'})
            return self.say(handler, 400, {'code': 400, 'error': error}) if error else self.say(handler, 200, {'status': 'ok'})
        if parts == ['1', 'validate-token']:
            valid = handler.headers.get('Authorization') == f'Token {TOKEN}'
            return self.say(handler, 200, {'code': 200, 'valid': valid, **({'user_name': USER} if valid else {})})
        if parts[:2] == ['1', 'user'] and parts[3:] == ['listens']:
            if parts[2] != USER:
                return self.say(handler, 404, {'code': 404, 'error': f'Cannot find user: {parts[2]}'})
            return self.say(handler, 200, self.page(query))
        if parts[:3] == ['1', 'feedback', 'user'] and parts[4:] == ['get-feedback']:
            rows = [{'recording_mbid': mbid, 'recording_msid': sid, 'score': score, 'created': created, 'user_id': USER,
                     'track_metadata': next(({key: each[key] for key in ('artist_name', 'track_name', 'release_name')} for (_, known), each in self.listens.items() if known == sid), None)}
                    for (mbid, sid), (score, created) in self.feedback.items() if score == int(query['score'])]
            offset, count = int(query.get('offset', 0)), min(int(query.get('count', 25)), 1000)
            return self.say(handler, 200, {'feedback': rows[offset:offset + count], 'count': len(rows[offset:offset + count]), 'total_count': len(rows), 'offset': offset})
        return self.say(handler, 404, {'code': 404, 'error': 'not found'})

    def page(self, query):
        """Both bounds are exclusive, the newest come first, and a thousand at most."""
        before = int(query.get('max_ts', 1 << 62))
        found = sorted((key for key in self.listens if key[0] < before), key=lambda key: -key[0])[:min(int(query.get('count', 25)), 1000)]
        rows = []
        for at, sid in found:
            metadata = dict(self.listens[at, sid])
            if metadata['track_name'] in self.mapping:
                metadata['mbid_mapping'] = {'recording_mbid': self.mapping[metadata['track_name']]}
            rows.append({'listened_at': at, 'inserted_at': at, 'recording_msid': sid, 'user_name': USER, 'track_metadata': metadata})
        return {'payload': {'count': len(rows), 'user_id': USER, 'listens': rows}}

    def take(self, document, size):
        payload = document['payload']
        self.batches.append(len(payload))
        if (document['listen_type'] == 'single') != (len(payload) == 1) or not 1 <= len(payload) <= 1000 or size > min(10_240_000, 10_240 * len(payload)):
            return 'wrong shape'
        for each in payload:
            if set(each) != {'listened_at', 'track_metadata'} or each['listened_at'] < FIRST or 'poison' in each['track_metadata']['track_name']:
                return f'bad listen: {each["track_metadata"]["track_name"]}'
        with self.lock:
            for each in payload:
                self.listens.setdefault((each['listened_at'], msid(each['track_metadata'])), each['track_metadata'])
        self.sent.set()
        return None

    def judge(self, document):
        key, score = (document.get('recording_mbid'), document.get('recording_msid')), document['score']
        known = next((each for each in self.feedback if (key[0] and each[0] == key[0]) or (key[1] and each[1] == key[1])), key)
        if score == 0:
            self.feedback.pop(known, None)
        else:
            self.feedback[known] = (score, 1_750_000_000)
        self.sent.set()
        return None

    @staticmethod
    def say(handler, status, document, headers=()):
        body = document if isinstance(document, bytes) else json.dumps(document).encode()
        handler.send_response(status)
        for name, value in {'X-RateLimit-Remaining': '29', 'X-RateLimit-Reset-In': '10', **dict(headers)}.items():
            handler.send_header(name, value)
        handler.send_header('Content-Length', str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)


def cut(handler):
    """Begins an answer and hangs up in the middle of it."""
    handler.send_response(200)
    handler.send_header('Content-Length', '100000')
    handler.end_headers()
    handler.wfile.write(b'{"payload": {"listens": [{"listened_at": 1700000000')
    handler.wfile.flush()
    handler.close_connection = True
    handler.connection.shutdown(2)


def body(content):
    """A 200 with that in it."""
    return lambda handler: ListenBrainz.say(handler, 200, content)
