using MmRuntime.AddressSpaces;

namespace MmRuntime.Rmap;

/// <summary>The reverse map of the anonymous memory of a process and its descendants.</summary>
/// <remarks>Source: <c>struct anon_vma</c> (<c>include/linux/rmap.h</c>, v6.19), of which this is the root.</remarks>
internal sealed class AnonRoot() : RmapRoot("mm.anon_vma");
