using System.Globalization;
using System.Text;

namespace Escalation.Handoff;

/// <summary>Writes Markdown (CommonMark). Text of unknown origin stands in code spans and fenced blocks longer than any fence inside, where nothing is a heading, a link or HTML.</summary>
internal sealed class MarkdownPage : IPackagePage
{
    private const int ShortestFence = 3;

    private readonly StringBuilder _text = new();
    private bool _inList;
    private bool _hasTitle;

    public void Heading(string text)
    {
        Paragraph();
        _text.Append(_hasTitle ? "## " : "# ").Append(text).Append('\n');
        _hasTitle = true;
    }

    public void Fact(string label, string value)
    {
        Item(label);
        _text.Append(Code(ForeignText.Line(value))).Append('\n');
    }

    public void Note(string label, string value)
    {
        Item(label);
        _text.Append(value).Append('\n');
    }

    public void Block(string label, string text, int omittedCharacters)
    {
        Paragraph();
        string[] lines = ForeignText.Lines(text);
        string fence = new('`', Math.Max(ShortestFence, lines.Max(line => LongestRun(line)) + 1));
        _text.Append("**").Append(label).Append("**").Append(Omitted(omittedCharacters)).Append("\n\n").Append(fence).Append("text\n");
        foreach (string line in lines)
        {
            _text.Append(line).Append('\n');
        }

        _text.Append(fence).Append('\n');
    }

    public override string ToString() => _text.ToString();

    private static string Omitted(int characters) => characters == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" ({characters} more characters were cut off)");

    /// <summary>A span with more backticks around it than stand together inside; the blanks keep backticks and blanks at its ends.</summary>
    private static string Code(string line)
    {
        if (string.IsNullOrWhiteSpace(line))
        {
            return "(empty)";
        }

        string fence = new('`', LongestRun(line) + 1);
        return $"{fence} {line} {fence}";
    }

    private static int LongestRun(string line)
    {
        int longest = 0;
        int run = 0;
        foreach (char c in line)
        {
            run = c == '`' ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        return longest;
    }

    private void Item(string label)
    {
        if (!_inList)
        {
            Paragraph();
            _inList = true;
        }

        _text.Append("- ").Append(label).Append(": ");
    }

    private void Paragraph()
    {
        _inList = false;
        if (_text.Length > 0)
        {
            _text.Append('\n');
        }
    }
}
