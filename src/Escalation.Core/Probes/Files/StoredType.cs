namespace Escalation.Probes.Files;

/// <summary>An element type as a file stores it.</summary>
/// <param name="Spelling">What the file calls it, for example <c>BF16</c> or <c>&gt;f4</c>.</param>
/// <param name="Type">What it means.</param>
/// <param name="Size">The bytes of one element.</param>
/// <param name="BigEndian">Whether the most significant byte comes first.</param>
internal readonly record struct StoredType(string Spelling, TensorType Type, int Size, bool BigEndian)
{
    /// <summary>The bytes that change places when the byte order does; a text's code points do so one by one.</summary>
    internal int ScalarSize => Type == TensorType.Text ? sizeof(uint) : Size;

    internal static StoredType Of(TensorType type) => new(SafeTensorsType.NameOf(type), type, SafeTensorsType.SizeOf(type), BigEndian: false);
}
