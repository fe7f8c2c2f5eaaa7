namespace Escalation.Probes.Files;

/// <summary>What a <c>.safetensors</c> header says of one tensor, not yet validated against the others.</summary>
internal sealed record SafeTensorsEntry(string Name, SafeTensorsType Type, ulong[] Shape, ulong Begin, ulong End);
