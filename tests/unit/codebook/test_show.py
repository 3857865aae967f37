from coder.codebook.show import tree_lines
from coder.domain.codebook import Code, Codebook, Question, Role

CODEBOOK = Codebook(
    id="a",
    questions=(Question(id="q2", text="T"), Question(id="q1", text="U")),
    codes=(
        Code(
            id="staff",
            label="Staff",
            codable=False,
            questions=("q1",),
            codes=(Code(id="kind", label="Kind", retired=True, replaced_by="other"),),
        ),
        Code(id="other", label="Other", role=Role.OTHER),
    ),
)


def test_the_tree_in_codebook_order():
    assert tree_lines(CODEBOOK) == [
        (0, "staff", "Staff", ("q1",), ("heading",)),
        (1, "kind", "Kind", ("q1",), ("retired", "replaced by other")),
        (0, "other", "Other", ("q2", "q1"), ("other",)),
    ]


def test_only_the_codes_of_a_question():
    assert [line.id for line in tree_lines(CODEBOOK, "q2")] == ["other"]
