namespace Escalation.Probes.Files;

/// <summary>What the header of a <c>.npy</c> file says.</summary>
internal sealed record NpyHeader(StoredType Type, bool FortranOrder, long[] Shape)
{
    /// <summary>The number of elements; 1 for the empty shape.</summary>
    /// <param name="fileName">What to call the file in errors.</param>
    /// <param name="maximumBytes">How many bytes all of them may take.</param>
    internal long CountElements(string fileName, long maximumBytes) => TensorShape.TryCount(Shape, maximumBytes / Type.Size, out long count)
        ? count
        : throw new TensorFileException(fileName, TensorFileRule.Overflow, $"the shape {TensorShape.Describe(Shape)} has more elements than can be held.");
}
