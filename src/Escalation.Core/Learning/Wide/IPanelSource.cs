namespace Escalation.Learning.Wide;

/// <summary>Delivers vectors in panels for <see cref="SymmetricProduct"/>.</summary>
internal interface IPanelSource
{
    /// <summary>How many vectors.</summary>
    int Count { get; }

    /// <summary>How long each is.</summary>
    int Depth { get; }

    /// <summary>Writes elements of some vectors: for each element in turn the vectors' values side by side, 0 for vectors beyond the last.</summary>
    /// <param name="first">The first vector.</param>
    /// <param name="width">How many vectors stand side by side.</param>
    /// <param name="start">The first element.</param>
    /// <param name="count">How many elements.</param>
    /// <param name="panel">Receives <c>count * width</c> numbers.</param>
    void Pack(int first, int width, int start, int count, Span<float> panel);
}
