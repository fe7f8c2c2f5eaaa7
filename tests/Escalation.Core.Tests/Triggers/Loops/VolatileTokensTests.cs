using System.Text;
using Escalation.Triggers.Loops;
using FsCheck;
using FsCheck.Fluent;

namespace Escalation.Core.Tests.Triggers.Loops;

public class VolatileTokensTests
{
    /// <summary>Pieces of which volatile parts are made, in every order and often broken.</summary>
    private static readonly Gen<string> Texts = Gen.Elements(
        "a", "word", " ", "  ", "\n", "\t", "\u00A0", "\u2003", "\u201C", "\u3000", "é", "漢字", ".", ":", "=", "\"", "/", "\\", "-", "_", "pid", "Session_ID", "ts", "id", "7", "42", "x9",
        "10:00:01", "2024-05-01", "2024-05-01T10:00:01.5Z", "2024/05/01 10:00:01+02:00", "0.12s", "3.5 seconds", "1.2.3", "0x7f3a4c10", "6f9619ff-8b86-d011-b42d-00c04fc964ff",
        "/tmp/", "/var/folders/", "\\Temp\\", "/proc/", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "the quick brown fox jumps over the lazy dog ")
        .ListOf().Select(parts => string.Concat(parts)).Resize(40);

    /// <summary>Longer than the buffer, so that pieces cross its end everywhere.</summary>
    private static readonly Gen<string> LongTexts = Texts.ListOf().Select(parts => string.Concat(parts)).Resize(60);

    [Fact]
    public void The_vectorised_pass_equals_a_plain_one()
    {
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(1_500), Prop.ForAll(Texts.ToArbitrary(), Agree));
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(200), Prop.ForAll(LongTexts.ToArbitrary(), Agree));

        static bool Agree(string text) => Hash(text) == HashOf(Plain(text, strip: true)) && VolatileTokens.Hash(text, null) == HashOf(Plain(text, strip: false));
    }

    [Fact]
    public void The_vectorised_pass_equals_a_plain_one_on_results_as_tools_give_them()
    {
        // Logs, JSON, tables, traces and other scripts, cut and shifted so that every token comes to lie across the end of a block and of the buffer.
        string[] lines =
        [
            "2024-05-12T10:22:33.123Z pid=12345 worker started, 55 of 123 jobs left\n", "{\"session_id\": \"ab12-9\", \"count\": 17, \"ok\": true}\r\n", "  at Foo.Bar(Baz.cs:line 42)\n",
            "| 2024-05-12 | 17.5 | 0.25 ms |\t\t|\n", "/tmp/pytest-7/test_a1.py:12: AssertionError 0x7f3a4c1012\n", "\u4E00\u4E8C 12\u3000\u4E09 \u201Cquoted 7\u201D \u00A0 x\u2028y 3\u2009km\n", "\u0418\u0442\u043E\u0433\u043E 12 \u0448\u0442. \u0663\u0664 caf\u00E9 9\u00BD\n", "id 6f9619ff-8b86-d011-b42d-00c04fc964ff took 12.5 seconds\n\n",
        ];
        string block = string.Concat(lines);
        for (int shift = 0; shift < 70; shift++)
        {
            string text = string.Concat(new string('x', shift), block, block.AsSpan(shift));
            Assert.Equal(HashOf(Plain(text, strip: true)), Hash(text));
            Assert.Equal(HashOf(Plain(text, strip: false)), VolatileTokens.Hash(text, null));
            string cut = string.Concat(Enumerable.Repeat(block, 8))[shift..^shift];
            Assert.Equal(HashOf(Plain(cut, strip: true)), Hash(cut));
        }

        for (int length = 0; length <= block.Length; length++)
        {
            Assert.Equal(HashOf(Plain(block[..length], strip: true)), Hash(block[..length]));
        }
    }

    [Theory]
    [InlineData("running, pid 1017", "running, pid 2")]
    [InlineData("session=ab1c idle", "session=ab2c idle")]
    [InlineData("{\"sessionId\":\"x1\",\"ok\":true}", "{\"sessionId\":\"y22\",\"ok\":true}")]
    [InlineData("[2024-05-01T10:00:01.12Z] waiting", "[2024-05-02T11:30:59.9Z] waiting")]
    [InlineData("at 10:00:01 nothing", "at 23:59:59 nothing")]
    [InlineData("run 6f9619ff-8b86-d011-b42d-00c04fc964f1 pending", "run 7f9619ff-8b86-d011-b42d-00c04fc964f2 pending")]
    [InlineData("1 failed in 0.12s", "1 failed in 13.4s")]
    [InlineData("Ran 3 tests in 0.002 seconds", "Ran 3 tests in 0.1 seconds")]
    [InlineData("<object at 0x7f3a4c10>", "<object at 0x7f3a4c99>")]
    [InlineData("cannot open /tmp/tmp12ab/out.txt", "cannot open /tmp/tmp9x/out.txt")]
    [InlineData("cannot open /tmp/tmp.X1y/out.txt", "cannot open /tmp/tmp.Z2/out.txt")]
    [InlineData("C:\\Users\\a\\AppData\\Local\\Temp\\ab12\\log", "C:\\Users\\a\\AppData\\Local\\Temp\\cd34\\log")]
    [InlineData("C:\\\\Temp\\\\ab12", "C:\\\\Temp\\\\cd34")]
    [InlineData("/proc/1234/status", "/proc/99/status")]
    [InlineData("a  b\r\nc ", "a b c")]
    public void What_changes_from_run_to_run_is_left_out(string first, string second)
    {
        Assert.Equal(Hash(first), Hash(second));
        Assert.Equal(first.Contains("  ", StringComparison.Ordinal), VolatileTokens.Hash(first, null) == VolatileTokens.Hash(second, null));
    }

    [Theory]
    [InlineData("running 10%", "running 20%")]
    [InlineData("page 1", "page 2")]
    [InlineData("pid file missing, 3 errors", "pid file missing, 4 errors")]
    [InlineData("next free day 2024-05-01", "next free day 2024-05-02")]
    [InlineData("version 1.2.3", "version 1.2.4")]
    [InlineData("temperature 0.5 s", "temperature 0.5 t")]
    [InlineData("order 0x12", "order 0x13")]
    [InlineData("/home/user1/a", "/home/user2/a")]
    [InlineData("/tmp/report", "/tmp/summary")]
    [InlineData("load 0.12", "load 0.13")]
    [InlineData("id 5", "id 6")]
    public void Content_stays(string first, string second) => Assert.NotEqual(Hash(first), Hash(second));

    [Fact]
    public void A_token_right_behind_a_time_takes_nothing_of_it()
    {
        string id = "6f9619ff-8b86-d011-b42d-00c04fc964ff";
        Assert.Equal(Hash("a 10:00:01+02:00" + id), Hash("a 11:30:59+02:00" + id));
        Assert.NotEqual(Hash("a 10:00:01+02:00x1"), Hash("a 10:00:01+02:00x2"));
    }

    [Fact]
    public void Own_words_stand_before_ids_too()
    {
        var words = new VolatileWords(["job"]);
        Assert.Equal(VolatileTokens.Hash("Job 4711 queued", words), VolatileTokens.Hash("Job 4712 queued", words));
        Assert.NotEqual(Hash("job 4711 queued"), Hash("job 4712 queued"));
    }

    [Fact]
    public void Where_a_long_text_is_cut_into_pieces_does_not_matter()
    {
        string text = string.Concat(Enumerable.Range(0, 3_000).Select(i => i % 7 == 0 ? "line\n" : i % 11 == 0 ? $"n{i} " : "plain words and more plain words "));
        Assert.Equal(HashOf(Plain(text, strip: true)), Hash(text));
        Assert.NotEqual(Hash(text), Hash(text.Replace("n2992", "n2993", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("a1.")]
    [InlineData("1 ")]
    [InlineData("pid:::::: ")]
    [InlineData("/tmp/a1.b2.")]
    [InlineData("1.1")]
    [InlineData("  \n")]
    [InlineData("\u2010")]
    [InlineData("1")]
    public void Hostile_text_takes_linear_time(string piece)
    {
        // Four million characters: quadratic time would be hours.
        string text = string.Concat(Enumerable.Repeat(piece, 4_000_000 / piece.Length));
        Assert.Equal(Hash(text), Hash(text + " "));
    }

    private static ulong Hash(string text) => VolatileTokens.Hash(text, VolatileWords.Default);

    private static ulong HashOf(string text)
    {
        var hash = new HashBuffer(new char[HashBuffer.Size]);
        foreach (char c in text)
        {
            hash.Add(c);
        }

        return hash.ToHash();
    }

    /// <summary>Character by character: white space to one blank, and each token with a digit looked at where it begins.</summary>
    private static string Plain(string text, bool strip)
    {
        text = text.Trim();
        var plain = new StringBuilder();
        for (int i = 0; i < text.Length;)
        {
            int end = i;
            while (end < text.Length && VolatileToken.IsTokenChar(text[end]))
            {
                end++;
            }

            if (strip && end > i && end - i <= VolatileTokens.LongestToken && text.AsSpan(i, end - i).ContainsAnyInRange('0', '9') && VolatileToken.EndOf(text, i, end, VolatileWords.Default) is { } dropped && dropped > i)
            {
                plain.Append('\u0001');
                i = dropped;
            }
            else if (end > i)
            {
                plain.Append(text, i, end - i);
                i = end;
            }
            else
            {
                bool blank = char.IsWhiteSpace(text[i]);
                plain.Append(blank && plain is { Length: > 0 } && plain[^1] == ' ' && i > 0 && char.IsWhiteSpace(text[i - 1]) ? "" : blank ? " " : text[i]);
                i++;
            }
        }

        return plain.ToString();
    }
}
