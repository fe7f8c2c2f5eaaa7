namespace Escalation.Tool.Verbs.Cascade;

/// <summary>Which columns of a table a comparison uses.</summary>
/// <param name="WeakScore">The weak model's confidence or doubt.</param>
/// <param name="WeakCorrect">The weak model's label.</param>
/// <param name="StrongCorrect">The strong model's label.</param>
internal sealed record CascadeColumns(string WeakScore, string WeakCorrect, string StrongCorrect)
{
    internal IReadOnlyList<string> Features { get; init; } = [];

    internal IReadOnlyList<string> Categories { get; init; } = [];

    internal string? Group { get; init; }

    internal string? Id { get; init; }
}
