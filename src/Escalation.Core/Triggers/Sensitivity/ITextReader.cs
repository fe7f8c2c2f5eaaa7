namespace Escalation.Triggers.Sensitivity;

/// <summary>Reads the texts of a turn one after the other.</summary>
internal interface ITextReader
{
    /// <summary>Takes one text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="isUndone">Whether it is the text before once more, with the escapes of JSON undone.</param>
    void Read(ReadOnlySpan<char> text, bool isUndone);
}
