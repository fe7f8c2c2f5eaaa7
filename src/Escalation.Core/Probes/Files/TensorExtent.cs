namespace Escalation.Probes.Files;

/// <summary>A tensor whose place in the file has been validated.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its element type.</param>
/// <param name="Shape">Its dimensions.</param>
/// <param name="Begin">Where its first byte lies, from the first byte of the data.</param>
/// <param name="Length">How many bytes it has.</param>
internal sealed record TensorExtent(string Name, StoredType Type, long[] Shape, long Begin, long Length);
