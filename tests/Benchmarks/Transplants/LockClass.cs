namespace MmAnalyzers.Benchmarks.Transplants;

/// <summary>The framework's locks, as far as transplants tell them apart.</summary>
internal enum LockClass
{
    Monitor,
    Lock,
    Semaphore,
    ReaderWriter,
}
