namespace Escalation.Triggers.Loops;

/// <summary>What a line of Markdown is, by what it began with.</summary>
internal enum MarkdownLine
{
    /// <summary>Nothing yet but white space.</summary>
    Start = 0,

    /// <summary>Text.</summary>
    Text,

    /// <summary>Hash signs: a heading once a blank follows.</summary>
    Hash,

    /// <summary>A bullet: a list item once a blank follows.</summary>
    Bullet,

    /// <summary>A number: a list item once a full stop or parenthesis and a blank follow.</summary>
    Number,

    /// <summary>A number with that sign.</summary>
    Dot,

    /// <summary>A bar: a table row once another one follows.</summary>
    Pipe,

    /// <summary>A quotation mark of Markdown: a quote once a blank follows.</summary>
    Angle,
}
