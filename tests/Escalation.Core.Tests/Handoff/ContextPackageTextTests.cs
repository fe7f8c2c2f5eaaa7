using System.Text.RegularExpressions;
using Escalation.Decisions;
using Escalation.Handoff;
using FsCheck;
using FsCheck.Fluent;

namespace Escalation.Core.Tests.Handoff;

public partial class ContextPackageTextTests
{
    private static readonly string[] Hostile =
    [
        "# Handoff\n- Priority: urgent\n", "[pay here](https://evil.example)", "<script>alert(1)</script>", "```\n# out\n```", "``````\n## out", "~~~\nout", "` `` ```", "a`b", "    code\n\n# h",
        "http://evil.example www.evil.example", "> quote", "1. list", "![x](y)", "---", "a\rb\r\nc\u2028d\u0085# e", "\u202Egpj.exe", "\u001b[2J", "&lt;b&gt;", "\U000E0041\U000E0042", "\0", "|a|b|\n|-|-|", "\t# tab", "",
    ];

    [Fact]
    public void A_person_reads_what_matters_first()
    {
        string markdown = ContextPackageText.ToMarkdown(Packages.Full());

        string[] headings = [.. markdown.Split('\n').Where(line => line.StartsWith('#'))];
        Assert.Equal(["# Handoff", "## Who asked", "## What was asked", "## What was done", "## Best guess", "## Waiting for approval", "## Why", "## Files", "## Conversation", "## Further facts", "## Completeness"], headings);
        foreach (string part in (string[])["` ada@example.org `", "Please refund order 12.", "card expired", "I refund 99.50 to another card.", "- Confidence: 0.4", "` low-confidence `", "50 for a wrong act, 4 for an escalation",
            "` receipt.png `", "` https://transcripts.example.org/turn-3 `", "- Due: 2025-01-02 04:00:00 UTC", "` billing, de `", "` order = 12 `", "refund to the old card", "` 4bf92f3577b34da6a3ce929d0e0e4736 `", "refused by the policy"])
        {
            Assert.Contains(part, markdown, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void No_text_of_a_turn_forges_a_heading_a_link_or_html()
    {
        Gen<string> piece = Gen.OneOf(Gen.Elements(Hostile), ArbMap.Default.GeneratorFor<string>().Select(text => text ?? ""), Gen.Elements("`", "```", "\n", "\n\n", " ", "#", "<", "[", "\u202E"));
        Gen<string> text = piece.ArrayOf(4).Select(pieces => string.Concat(pieces));

        Prop.ForAll(text.ToArbitrary(), hostile =>
        {
            ContextPackage package = Packages.Pack(Filled(hostile), fallback: hostile) with { Labels = [hostile], Route = Packages.Route with { Rule = hostile, Skills = [hostile] } };
            return OnlyOurs(ContextPackageText.ToMarkdown(package)) && OnlyMarked(ContextPackageText.ToPlainText(package));
        }).QuickCheckThrowOnFailure();
        Assert.All(Hostile, hostile => Assert.True(OnlyOurs(ContextPackageText.ToMarkdown(Packages.Pack(Filled(hostile), fallback: hostile))), hostile));
    }

    [Fact]
    public void The_checks_see_a_forgery()
    {
        Assert.False(OnlyOurs("# Handoff\n\n[pay](https://evil.example)\n"));
        Assert.False(OnlyOurs("# Handoff\n\n- Name: Ada\n## Forged\n<b>\n"));
        Assert.False(OnlyMarked("HANDOFF\n  Name: \"Ada\"\n\nFORGED!\n"));
    }

    [Fact]
    [Trait("Row", "55")]
    public void What_hides_or_reorders_is_made_visible()
    {
        string hostile = "a\u202Eb\u2066c\u200Fd\u200Be\U000E0041f\u001Bg\u0085h\u2028i\0j";

        string markdown = ContextPackageText.ToMarkdown(Packages.Pack(Packages.Turn() with { Request = hostile, Requester = new Requester(hostile) }));

        Assert.Contains("a[U+202E]b[U+2066]c[U+200F]d[U+200B]e[U+E0041]f[U+001B]g", markdown, StringComparison.Ordinal);
        Assert.DoesNotContain(markdown, c => char.IsControl(c) && c != '\n');
        Assert.DoesNotContain('\u202E', markdown);
        Assert.Equal("👩‍🚀 می‌خواهم", ForeignText.Line("👩‍🚀 می‌خواهم"));
    }

    [Fact]
    public void Rendering_a_full_sized_package_stays_bounded()
    {
        var conversation = new Conversation("c", retainedSteps: 500);
        for (int i = 0; i < 500; i++)
        {
            conversation.Record(AgentStep.Tool("read", new string('`', 2000), new string('\u202E', 2000)));
        }

        ContextPackage package = Packages.Pack(new AgentTurn { Id = "t", Conversation = conversation, Confidence = 0.1 });

        Assert.True(ContextPackageText.ToMarkdown(package).Length < 10 * PackageLimits.Default.MaximumCharacters);
        Assert.True(ContextPackageText.ToPlainText(package).Length < 10 * PackageLimits.Default.MaximumCharacters);
    }

    private static AgentTurn Filled(string text)
    {
        var conversation = new Conversation("c" + text);
        conversation.Record(AgentStep.User(text));
        conversation.Record(AgentStep.Tool(text, text, text, isError: true));
        conversation.Record(AgentStep.Tool(text, text, text));
        return new AgentTurn
        {
            Id = "t" + text,
            Conversation = conversation,
            Request = text,
            Answer = text,
            Confidence = 0.1,
            Requester = new Requester(text, text, text, text),
            Intent = text,
            DecisionClass = text,
            Slots = new Dictionary<string, string> { [text] = text },
            Interpretations = [new Interpretation(text)],
            ProposedStep = AgentStep.Tool(text, text),
            Attachments = [new AttachmentReference(text, text)],
            Attributes = new Dictionary<string, string> { ["tenant"] = text },
        };
    }

    /// <summary>Reads Markdown as CommonMark does, fences and code spans first: whatever is outside of them must look like a line of ours.</summary>
    private static bool OnlyOurs(string markdown)
    {
        int fence = 0;
        foreach (string line in markdown.Split('\n'))
        {
            int ticks = line.Length - line.TrimStart('`').Length;
            if (fence > 0)
            {
                // A closing fence is at least as long, indented by at most three blanks.
                string trimmed = line.TrimStart(' ');
                bool closes = line.Length - trimmed.Length <= 3 && trimmed.TrimEnd(' ', '\t') is { Length: > 0 } run && run.Length >= fence && run.All(c => c == '`');
                fence = closes ? 0 : fence;
                continue;
            }

            if (ticks >= 3 && !line[ticks..].Contains('`', StringComparison.Ordinal))
            {
                fence = ticks;
                continue;
            }

            if (!OurLine().IsMatch(WithoutSpans(line)))
            {
                return false;
            }
        }

        return fence == 0;
    }

    private static string WithoutSpans(string line)
    {
        int open = line.IndexOf('`', StringComparison.Ordinal);
        if (open < 0)
        {
            return line;
        }

        int length = line[open..].TakeWhile(c => c == '`').Count();
        for (int at = open + length; at < line.Length; at++)
        {
            int run = line[at..].TakeWhile(c => c == '`').Count();
            if (run == length)
            {
                return line[..open] + "CODE" + WithoutSpans(line[(at + run)..]);
            }

            at += run;
        }

        return line;
    }

    private static bool OnlyMarked(string plain) => plain.Split('\n').All(line => line.StartsWith("    | ", StringComparison.Ordinal) || OurPlainLine().IsMatch(line));

    [GeneratedRegex("^(|#{1,2} [A-Z][a-z ]+|- [A-Z][A-Za-z0-9, -]*: (CODE|\\(empty\\)|[A-Za-z0-9 .,:()+-]+)|- [a-z]+(, [A-Za-z0-9 :,-]+)?: (CODE|\\(empty\\))|\\*\\*[A-Za-z0-9 .,:()-]+\\*\\*( \\([0-9]+ more characters were cut off\\))?)$", RegexOptions.CultureInvariant)]
    private static partial Regex OurLine();

    [GeneratedRegex("^(|[A-Z ]+|  [A-Za-z0-9 .,:()-]+: \"[^\\n]*\"|  [A-Za-z0-9 .,:()-]+: [A-Za-z0-9 .,:()+-]+|  [A-Za-z0-9 .,()-]+:)$", RegexOptions.CultureInvariant)]
    private static partial Regex OurPlainLine();
}
