namespace Escalation.Statistics.Sorting;

/// <summary>How scores of a type become words that sort like them: the bits of the absolute value, moved up by one place to make room for the loss. The sign falls out; scores of either sign are sorted by themselves.</summary>
internal interface IScoreWords<T, TWord>
    where T : unmanaged
    where TWord : unmanaged
{
    /// <summary>The word of a finite score with the lowest bit clear.</summary>
    static abstract TWord Word(T score);

    /// <summary>The absolute value of the score that a word stands for.</summary>
    static abstract double Magnitude(TWord word);
}
