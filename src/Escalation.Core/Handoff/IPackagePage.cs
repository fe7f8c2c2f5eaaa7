namespace Escalation.Handoff;

/// <summary>A page that a package is written on. Labels and notes are ours; values and blocks are of unknown origin.</summary>
internal interface IPackagePage
{
    /// <summary>A heading; the page's title when it is the first.</summary>
    void Heading(string text);

    /// <summary>A fact whose value is of unknown origin.</summary>
    void Fact(string label, string value);

    /// <summary>A fact whose value the library made.</summary>
    void Note(string label, string value);

    /// <summary>A text of unknown origin under a label, with its own lines.</summary>
    void Block(string label, string text, int omittedCharacters);
}
