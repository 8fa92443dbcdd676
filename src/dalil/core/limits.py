"""Every bound in the system, with its reason and what happens at the edge.

Units and qualifiers stand last in the name. A bound that is reached is a refusal with a code, never a cut.
"""

from typing import Final

KIB: Final = 1024
MIB: Final = 1024 * KIB
GIB: Final = 1024 * MIB

# --- intake: containers (edge: the member or container is refused, the rest goes on) ---
CONTAINER_DEPTH_MAX: Final = 4
"""Containers inside containers. Real hand-overs have two or three; bombs have many."""
CONTAINER_MEMBERS_MAX: Final = 2_000_000
"""Members of one container: twenty times the Dossier."""
CONTAINER_RATIO_MAX: Final = 1_000
"""Unpacked bytes per packed byte. Deflate ends at 1,032; photographs are near 1, text near 10."""
CONTAINER_RATIO_FREE_BYTES: Final = 64 * MIB
"""The ratio is only judged beyond this many unpacked bytes: a small file of zeroes is not a bomb."""
CONTAINER_UNPACKED_BYTES_MAX: Final = 4 * 1024 * GIB
"""Unpacked bytes of one container: sixteen times the Dossier."""
PATH_BYTES_MAX: Final = 16 * KIB
"""A path name; POSIX has 4 KiB, disk images can hold longer ones."""
CONTAINER_DIRECTORY_BYTES_MAX: Final = 512 * MIB
"""A container's own table of contents, held in memory: two million members of 256 bytes."""
CONTAINER_WINDOW_BYTES_MAX: Final = 256 * MIB
"""Memory that one decoder may ask for (LZMA dictionary, zstd window); xz -9 asks for 64 MiB."""
CONTAINER_DIRECTORIES_DEPTH_MAX: Final = 512
"""Folders inside folders of one image; a file system that claims more has a loop."""
CHUNK_BYTES_MAX: Final = MIB
"""One piece of a member on its way to the store."""
ITEM_FIELDS_MAX: Final = 16
"""Times, name trees or notes of one item: the richest file system met has four of each."""
ITEM_RECORD_BYTES_MAX: Final = 256 * KIB
"""One item's record on a pipe: its names are bounded by ``PATH_BYTES_MAX``, in base64."""
REFUSAL_FACTS_MAX: Final = 16
"""Facts of one refusal on a pipe."""
WALK_DESCRIPTORS_MAX: Final = 64
"""Directories held open on the way down; deeper trees are reopened from the top."""

# --- examine: one exhibit in a jailed process (edge: that exhibit is refused with a code) ---
EXAMINE_BYTES_MAX: Final = 512 * MIB
"""Bytes handed to a worker; larger exhibits are kept and verified, but not looked into."""
EXAMINE_PIXELS_MAX: Final = 220_000_000
"""Pixels of one picture: the largest camera sensors sold have about 150 million."""
PICTURE_TEXT_BYTES_MAX: Final = 16 * MIB
"""One compressed text or profile inside a PNG, unpacked; cameras and editors stay under one."""
LESSON_ANSWER_BYTES_MAX: Final = 64 * MIB
"""What a worker may answer about the lines of one exhibit that people read: ten labels of ten long lines."""
COPY_CANDIDATES_PER_PICTURE_MAX: Final = 32
"""Pictures that agree in a corner with one picture and are looked at by pixels; the nearest are taken, the
number of the others is told. A copy has few; a long series before one wall has many."""
EXAMINE_CPU_SECONDS_MAX: Final = 60
"""Processor time for one exhibit: 100 times the usual."""
EXAMINE_WALL_SECONDS_MAX: Final = 300
"""Real time for one exhibit, for a worker that sleeps instead of working."""
EXAMINE_MEMORY_BYTES_MAX: Final = 3 * GIB
"""Address space of a worker: 220 million pixels in three channels, twice, and the recogniser."""
EXAMINE_ANSWER_BYTES_MAX: Final = 8 * MIB
"""What a worker may answer about one exhibit."""
BATCH_EXHIBITS_MAX: Final = 1_000
"""Exhibits in one batch of machine facts, hence in one log entry."""

# --- catalog (edge: the command is refused as on a full disk, before the catalog is opened) ---
CATALOG_ROOM_BYTES_MIN: Final = MIB
"""Room on the disk of an SQLite catalog. Its journal's index is mapped memory: where a file system cannot
back a page of it any more (small blocks, copy on write), the kernel ends the program at once (SIGBUS)."""

# --- log ---
ENTRY_BYTES_MAX: Final = 65_535
"""One log entry: C2SP tlog-tiles writes its length in 16 bits. Longer bodies go into blobs."""
TEXT_CHARACTERS_MAX: Final = 4_000
"""A free text (reason, note) given by a person."""

# --- keys and what people hand over (edge: refused, as no key or no such file) ---
KEY_FILE_BYTES_MAX: Final = 16 * KIB
"""One key in a file: a sealed private key has half a kilobyte, a verifier key a hundred bytes."""
GIVEN_FILE_BYTES_MAX: Final = 16 * MIB
"""A file that a person names and that is read whole (checkpoint, token, policy, codebook, profile, note): the
longest of them, a bundle of every public root certificate, has a quarter of a megabyte."""
KEY_ROUNDS_MAX: Final = 8_192
"""Rounds of bcrypt-pbkdf that a sealed key may ask for: about a minute; ours ask for 64. A flipped bit in the
number could ask for years."""

# --- engine: what a jail accepts from its worker (edge: the item is refused, the worker is replaced) ---
JAIL_START_SECONDS_MAX: Final = 120
"""Loading the libraries of a worker: usually under two seconds, more on a cold disk."""
JAIL_FRAME_BYTES_MAX: Final = 64 * MIB
"""One frame of an answer, so that the parent never holds more than this at once."""
JAIL_FRAMES_MAX: Final = 10_000
"""Frames of one answer."""
ENGINE_AHEAD_PER_WORKER: Final = 8
"""Answers that may wait for an earlier, slower one, per worker; each is at most EXAMINE_ANSWER_BYTES_MAX."""

# --- engine: a cluster (edge: the run is refused and resumes; a worker's jails end and are made anew) ---
CLUSTER_CONNECT_SECONDS_MAX: Final = 30
"""Waiting for the scheduler, for its first worker, and for all workers to say what they are."""
CLUSTER_WORKERLESS_SECONDS_MAX: Final = 120
"""A cluster without any worker in the middle of a run: long enough to start one again by hand."""
CLUSTER_RESULT_SECONDS_MAX: Final = 60
"""Fetching one answer that is ready: at most EXAMINE_ANSWER_BYTES_MAX over a slow line."""
CLUSTER_ASKED_AGAIN_MAX: Final = 3
"""How often one request is asked again whose workers vanished, beyond what the scheduler does by itself."""
CLUSTER_IDLE_SECONDS_MAX: Final = 300
"""Jails of a run of which a worker hears no more: its coordinator was killed, or waits for its disk."""
CLUSTER_BYTES_AHEAD_MAX: Final = 512 * MIB
"""Bytes of exhibits on their way to workers: one of the largest, or a hundred photographs. The scheduler
holds them, too."""

# --- profiles and reading (edge: a profile is refused; a longer line or path part is kept whole, unread) ---
PROFILE_ROWS_MAX: Final = 10_000
"""Rows of one list in a profile: ten times the longest public register of agencies and places."""
PROFILE_PATTERN_CHARACTERS_MAX: Final = 400
"""One line pattern; longer ones cannot be reviewed by eye."""
LABEL_LINES_MAX: Final = 64
"""Lines of one label; a page of text is a paper and is read elsewhere."""
LABEL_LINE_CHARACTERS_MAX: Final = 256
"""Characters of one label line that patterns are tried on: bounds their worst case."""
TRANSCRIPTION_LINES_MAX: Final = 16
"""Lines that a person types of one label (edge: refused, and the page keeps what was typed); real ones have
one to five."""
TRANSCRIPTION_CHARACTERS_MAX: Final = 2_000
"""Characters that a person types of one label: 12 KB of a log entry at most."""
READING_PASSES_MAX: Final = 32
"""Labels that a reader passes before the oldest of them is asked again; they stand in an address."""
PATH_PART_CHARACTERS_MAX: Final = 1_024
"""Characters of one folder or file name that is read for facts; file systems end at 255."""

# --- grouping (edge: cells further apart in the order of dates are not weighed against each other) ---
GROUP_CELLS_WINDOW: Final = 64
"""Cells (agency, day, folder) of one number that a cell is weighed against; real numbers have under ten."""

NEIGHBOURS_CHECKED_MAX: Final = 1_000
"""Pairs of neighbours of one number, and of two, by which it is told whether pictures say anything."""

# --- verifying (edge: the log is reported as missing, and nothing more of it is read) ---
TILES_MISSING_MAX: Final = 1_000
"""Bundles of entries that may be missing before a checkpoint is not believed: each is reported by name, and
a stranger's checkpoint may claim 10^18 entries over an empty folder."""

# --- lists (edge: the list, or the row, is refused with a code) ---
LIST_BYTES_MAX: Final = 256 * MIB
"""One imported list: a million rows of 250 bytes."""
LIST_ROWS_MAX: Final = 1_000_000
"""Rows of one list: ten times all that are missing in the largest case known to us."""
LIST_COLUMNS_MAX: Final = 200
"""Columns of one list; real ones have three to forty."""
WORKBOOK_BYTES_MAX: Final = 1_024 * MIB
"""What the parts of a workbook say that they are, unpacked: a list's bytes, four times over in XML."""
WORKBOOK_PARTS_MAX: Final = 10_000
"""Files inside a workbook: sheets, styles, pictures."""
LIST_CELL_CHARACTERS_MAX: Final = 4_000
"""Characters of one cell: more is a report and no field."""

# --- texts of papers (edge: the paper is counted as not read, under a code) ---
PAPER_BYTES_MAX: Final = 32 * MIB
"""A text or document in whose words people are looked for: a paper has kilobytes, a book has two MiB."""
PDF_PAGES_MAX: Final = 5_000
"""Pages of one PDF that is read: more are a book, or a trap."""
DOCUMENT_BODY_BYTES_MAX: Final = 64 * MIB
"""The body of a document, unpacked: a thousand pages of XML."""

# --- web (edge: the oldest session ends; a list goes on on its next page; a form is refused) ---
WEB_SESSIONS_MAX: Final = 32
"""Browsers let in at once by one `dalil serve`."""
ACCOUNT_NAME_CHARACTERS_MAX: Final = 100
"""A name that stands in the log as who did something."""
PASSPHRASE_CHARACTERS_MIN: Final = 12
SESSION_IDLE_SECONDS: Final = 30 * 60
"""After so long without a request somebody has to sign in again."""
SESSION_SECONDS_MAX: Final = 10 * 60 * 60
"""After so long in any case: a day of work."""
INVITATION_SECONDS: Final = 72 * 60 * 60
"""How long a link sets the passphrase of an account."""
WEB_THREADS: Final = 8
"""Requests answered at once: a page asks for some twenty pictures, browsers ask for six at a time."""
WEB_FILTER_CHARACTERS_MAX: Final = 64
"""One value of a filter in an address."""
PAGE_ROWS: Final = 50
"""Rows of a list on one page."""
PREVIEWS_SHOWN_MAX: Final = 60
"""Photographs of one individual shown on its page; all of them are listed."""
UNBLURRED_SIDE_PX_MAX: Final = 1_280
"""The longer side of a photograph that is seen unblurred."""
UNBLURRED_A_DAY_MAX: Final = 30
"""Photographs that one person sees unblurred in one day: beyond, a colleague or tomorrow."""
UNBLURRED_BEFORE_A_BREAK: Final = 10
"""After so many in one hour a break is due, and the page says so."""
VIEW_ANSWER_BYTES_MAX: Final = 8 * MIB
"""A crop or a blurred preview as PNG."""
CONTACT_CROPS_MAX: Final = 1_000
"""Crops on one contact sheet: more than anybody looks at, and a page that a browser still opens."""
VIEW_JAILS: Final = 2
"""Jails that make crops and previews for the pages: one makes the next while another waits for the disk."""
