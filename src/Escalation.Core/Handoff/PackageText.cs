namespace Escalation.Handoff;

/// <summary>A text of a package, possibly shortened.</summary>
/// <param name="Text">What is there of it, from its beginning; well-formed Unicode.</param>
/// <param name="OmittedCharacters">How many UTF-16 units were cut off its end.</param>
public sealed record PackageText(string Text, int OmittedCharacters = 0)
{
    /// <summary>Whether the text is whole.</summary>
    public bool IsWhole => OmittedCharacters == 0;

    /// <inheritdoc/>
    public override string ToString() => IsWhole
        ? Text
        : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Text}[{OmittedCharacters} more characters]");
}
