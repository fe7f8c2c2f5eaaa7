using System.Globalization;
using System.Text;

namespace Escalation.Handoff;

/// <summary>Writes plain text. Each line of unknown origin is marked, so that none passes for a heading or a fact of ours.</summary>
internal sealed class PlainPage : IPackagePage
{
    private const string Mark = "    | ";

    private readonly StringBuilder _text = new();

    public void Heading(string text)
    {
        if (_text.Length > 0)
        {
            _text.Append('\n');
        }

        _text.Append(text.ToUpperInvariant()).Append('\n');
    }

    public void Fact(string label, string value) => _text.Append("  ").Append(label).Append(": \"").Append(ForeignText.Line(value)).Append("\"\n");

    public void Note(string label, string value) => _text.Append("  ").Append(label).Append(": ").Append(value).Append('\n');

    public void Block(string label, string text, int omittedCharacters)
    {
        _text.Append("  ").Append(label);
        if (omittedCharacters > 0)
        {
            _text.Append(CultureInfo.InvariantCulture, $" ({omittedCharacters} more characters were cut off)");
        }

        _text.Append(":\n");
        foreach (string line in ForeignText.Lines(text))
        {
            _text.Append(Mark).Append(line).Append('\n');
        }
    }

    public override string ToString() => _text.ToString();
}
