/// Several observers as one.
struct PageObservers: PageObserver {
  private let observers: [any PageObserver]

  init(_ observers: [any PageObserver]) { self.observers = observers }

  func observe(_ page: GrayPage, of document: Document, at point: ObservationPoint) {
    for observer in observers { observer.observe(page, of: document, at: point) }
  }

  func documentEnded(_ document: Document) {
    for observer in observers { observer.documentEnded(document) }
  }
}
